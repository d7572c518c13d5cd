/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which blocks' begins the fast design looks at, while they run: the flags that translated code
 * tests (counters.h).
 *
 * While a window is open every block's begin looks which CPU runs, but not while all CPUs except
 * the one running are known to sleep; then it is no more than the test:
 *
 * - A CPU sleeps from a WFI that was seen until its next block, which begins at the address after
 *   the WFI or at an exception's vector: the emulator has set PC before it halts, and takes
 *   exceptions before a block begins (helper_wfi, arm_cpu_do_interrupt). Blocks at either kind of
 *   address look at all times (COUNTERS_WATCHED); a WFI that a block without it may follow is not
 *   counted as sleep (waits.h). AArch32 code is none of either: WFI is known in A64 only. So the
 *   first thing that another CPU executes is seen.
 * - CPUs are those of the machine, not those seen: one that never ran, is off, is halted by PSCI's
 *   CPU_SUSPEND or began its WFI before the first marker is missing among the sleeping, and every
 *   block looks. Values of TPIDR_EL2 are counted once, so CPUs with the same one are too few too.
 *   A CPU that went on without its value would be one value too many: refused.
 * - The value of HCR_EL2 is known: where it is about to be written, the next block looks again. The
 *   write ends its block, and another CPU that comes first finds nothing added since.
 * - An interrupt's number that is still to come is taken by the next block (observe.h).
 * - The number of each CPU is known, as counters cannot be read without (counters.h): as long as a
 *   block may be the first to tell one, every block looks.
 */
#ifndef WORLDSWITCH_TRACER_WATCH_H
#define WORLDSWITCH_TRACER_WATCH_H

#include <stdbool.h>

#include "tracer/path.h"

/* A CPU begins to sleep, and will go on in sight; a CPU has gone on. */
void watch_sleeps(unsigned int cpu);
void watch_goes_on(unsigned int cpu);

/*
 * To be called after each change of what it looks at: the path, the CPU running, what was said
 * above, and whether the value of that CPU's control register is known.
 */
void watch_update(const struct path *path, unsigned int running, bool control_known);

#endif
