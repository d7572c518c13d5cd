/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The machine's CPUs, by the emulator's numbers, and which of them runs: one does at a time.
 *
 * With several CPUs on one thread the emulator gives callbacks the number of the CPU that a block
 * was translated for (QEMU 10.0, plugin-gen.c, gen_cpu_index), not of the one that runs it. So who
 * runs is asked elsewhere: QEMU keeps a pointer to that CPU for its own use, `current_cpu`, a
 * variable of the thread, and shows it to its modules along with `qemu_get_cpu`, which finds a CPU
 * by its number. It is right in every world and costs a load. An emulator built without modules
 * shows neither, and can be traced with one CPU only. A machine with one CPU is never asked.
 */
#ifndef WORLDSWITCH_TRACER_CPUS_H
#define WORLDSWITCH_TRACER_CPUS_H

#include <stdbool.h>
#include <stdint.h>

#define CPUS_MAX  8
#define CPUS_NONE CPUS_MAX

void cpus_start(unsigned int count);
unsigned int cpus_count(void);

/* On the CPUs' thread, when a CPU is there; false where the emulator does not show who runs. */
bool cpus_add(unsigned int number);

/* The number of the CPU that runs, or that a block is translated for; CPUS_NONE: an unknown one. */
unsigned int cpus_running(void);

/* Whether that is this one: what a block's begin asks most. */
bool cpus_runs(unsigned int number);

/*
 * A block that was translated for one CPU carries this number: they have to be the same, which is
 * what all counting relies on (counters.h).
 */
void cpus_witness(unsigned int translated_for, unsigned int carried);

/* Why CPUs cannot be told apart, or NULL. */
const char *cpus_problem(void);

#endif
