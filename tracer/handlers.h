/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where interrupts are taken to, on architectures that keep a table of it in memory (x86's IDT) and
 * show no register with its address: every CPU's is learnt from the instruction that loads it, from
 * the emulator's start on, and read where the CPU is outside its guest, whose tables are others. A
 * machine that was restored has loaded its tables in another emulator's time: there they are asked
 * for (monitor.h).
 *
 * The controller tells such a CPU which interrupt it is by where it goes on. So the entry says it
 * all: which handler begins is which interrupt has been taken. Where several have one handler, it
 * is one that is awaited, if there is one.
 *
 * A table may change after it was loaded, so it is read again for each window. A handler that is
 * news then may be code that was translated before, unwatched: from then on every block looks.
 */
#ifndef WORLDSWITCH_TRACER_HANDLERS_H
#define WORLDSWITCH_TRACER_HANDLERS_H

#include <stdbool.h>
#include <stdint.h>

#include "tracer/classify/classify.h"
#include "tracer/path.h"
#include "tracer/qemu_plugin.h"

void handlers_start(const struct classifier *wanted);

/* INSTRUCTION_TABLE, when it is translated. */
void handlers_watch(struct qemu_plugin_insn *insn);

/* All tables may have changed. */
void handlers_outdate(void);

/* Reads a CPU's table if it has to be: on the CPU, outside its guest, at a level that has one. */
void handlers_read(unsigned int cpu);

/* Whether any CPU takes any exception to an address; to be asked of each block translated. */
bool handlers_begin_at(uint64_t address);

/* Whether a handler may begin with a block of which that was denied. */
bool handlers_out_of_sight(void);

/* Whether a CPU takes interrupts to an address, and which it has then taken. */
bool handlers_taken(unsigned int cpu, uint64_t address, const struct path *path,
		    struct acknowledged *taken);

/* Why it is not known where a CPU takes interrupts to, or NULL. */
const char *handlers_problem(void);

#endif
