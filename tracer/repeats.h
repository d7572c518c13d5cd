/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counting instructions that repeat themselves (x86's REP), in the fast design. Such an instruction
 * counts each time that it is begun, and each time that it goes on after the CPU has executed
 * something else: an interrupt's handler, a fault's, a hypervisor. So it does with any other
 * instruction, which counts when it is attempted and when it is attempted again.
 *
 * The emulator makes a pass of a block for each round (QEMU 10.0, translate.c, do_gen_rep, under
 * icount), all but the first with EFLAGS.RF, which is in the key under which blocks are found. A
 * block that begins with the instruction and has RF is therefore a further round, and is not
 * counted; unless the CPU has come back to it, which takes an instruction that loads RF: a return
 * from an interrupt, or the entry of a guest. What such an instruction came back to is not known
 * beforehand. It is to this one if none is begun in between.
 */
#ifndef WORLDSWITCH_TRACER_REPEATS_H
#define WORLDSWITCH_TRACER_REPEATS_H

#include <stdbool.h>

/* A window begins. */
void repeats_reset(void);

/* A CPU has executed what may come back to such an instruction, or enter one. */
void repeats_returned(unsigned int cpu);

/* A CPU has begun one; needs not be said while COUNTERS_RETURNED is not set. */
void repeats_begun(unsigned int cpu);

/* Whether a CPU's further round goes on after something else; the same. */
bool repeats_resumed(unsigned int cpu);

#endif
