/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether a CPU is in its guest, on architectures where no register tells: followed from the
 * emulator's start on, by the instruction that enters a guest (x86's VMRUN) and by where the CPU
 * goes on after it.
 *
 * A guest is left to the instruction behind the one that entered it, which then begins a block
 * (QEMU 10.0, svm_helper.c, do_vmexit). Which blocks those are is found while they are translated,
 * by the bytes before them in the host's memory, where a guest with an instruction at the same
 * virtual address is another place; where a page lies between the two, by the address.
 */
#ifndef WORLDSWITCH_TRACER_GUESTS_H
#define WORLDSWITCH_TRACER_GUESTS_H

#include <stdbool.h>
#include <stdint.h>

#include "tracer/classify/classify.h"
#include "tracer/qemu_plugin.h"

/* Called before a CPU enters its guest, after the instruction was counted, or has left it. */
typedef void (*guests_crossing)(unsigned int cpu, bool enters);

/* What a CPU had when it entered its guest, and has again when it leaves it. */
struct guests_entry {
	uint64_t counter; /* of the instruction behind */
	uint64_t stack;
	uint64_t space;
};

void guests_start(const struct classifier *wanted, guests_crossing crossing);

bool guests_in(unsigned int cpu);

/* The control of the CPU that runs, from its register or from what is known here. */
uint64_t guests_control(unsigned int cpu);

/* Of the CPU's last entry. */
const struct guests_entry *guests_entry(unsigned int cpu);

/* Whether the CPU enters its guest with INSTRUCTION_ENTERS before an address, and what it has then.
 */
bool guests_enters(const struct cpu_state *state, uint64_t behind, struct guests_entry *entry);

uint64_t guests_behind(const struct qemu_plugin_insn *insn);

/* INSTRUCTION_ENTERS and any block, when they are translated; after all else of them. */
void guests_watch_entry(struct qemu_plugin_insn *insn);
void guests_watch_block(struct qemu_plugin_tb *tb);

#endif
