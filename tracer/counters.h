/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The memory that translated code adds to and tests.
 *
 * The emulator computes an entry's address from its CPU's number (the translating CPU's, see
 * cpus.h) and the size of an entry, and writes the product over the constant that the number
 * is: from then on that block uses it for every such constant, its own and the emulated program's
 * (QEMU 10.0, plugin-gen.c, gen_plugin_u64_ptr). It does not where entries have size 1, because
 * nothing is computed then. An entry is therefore one byte apart from the next, in memory of our
 * own: the counter of the CPU with number N lies N bytes into its cell. Each translating CPU has
 * cells of its own, so all additions to a cell are made at the same place.
 */
#ifndef WORLDSWITCH_TRACER_COUNTERS_H
#define WORLDSWITCH_TRACER_COUNTERS_H

#include <stdbool.h>
#include <stdint.h>

#include "tracer/classify/classify.h"
#include "tracer/qemu_plugin.h"

/* The counters of a CPU: one for each level, and of code of which it cannot be told whose it is.
 */
#define COUNTERS_FOREIGN CLASSIFY_LEVELS
#define COUNTERS         (CLASSIFY_LEVELS + 1)

enum counters_flag { COUNTERS_IN_WINDOW, COUNTERS_WATCHED, COUNTERS_RETURNED, COUNTERS_FLAGS };

/* Once, before any code is translated. False: the emulator has no memory for them. */
bool counters_prepare(void);

/* What code that is translated for a CPU (CPUS_NONE as well) adds to, and tests. */
qemu_plugin_u64 counters_entry(unsigned int cpu, unsigned int counter);
qemu_plugin_u64 counters_flag(enum counters_flag flag);

void counters_set(enum counters_flag flag, bool value);

/*
 * What was added to each counter since the last call, by the code of all CPUs. What was added by
 * code of which it is not known for which CPU it was translated is foreign.
 */
void counters_take(uint64_t added[COUNTERS]);

#endif
