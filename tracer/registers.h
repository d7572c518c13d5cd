/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading the CPU's registers. Only valid on the CPU's own thread, while a block is translated or
 * in a callback that asked for registers: there the emulator's copy of them is up to date.
 */
#ifndef WORLDSWITCH_TRACER_REGISTERS_H
#define WORLDSWITCH_TRACER_REGISTERS_H

#include "tracer/classify/classify.h"

/* Finds what is needed of glib in the emulator itself; false where it is not there. */
bool registers_prepare(void);

/* Finds a CPU's registers by name, on its thread; the name of one that is missing, or NULL. */
const char *registers_find(const struct classifier *classifier);

/* 0 for a register that the CPU has not. */
uint64_t registers_read(enum cpu_register number);

/* A general register; the one behind the last is always zero. */
uint64_t registers_general(unsigned int number);

/* Memory as the CPU sees it now; false where it has none there. */
bool registers_load(uint64_t address, void *buffer, size_t size);

/* All but the control that no register has: see guests.h. */
void registers_state(struct cpu_state *state);

#endif
