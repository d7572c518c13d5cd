/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Interrupts that come through receiver_vectors, on whichever CPU it is that waits for them: one at
 * a time does.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_RECEIVE_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_RECEIVE_H

#include <stdint.h>

/* How many have come. */
extern uint32_t arm64_taken;

static inline void interrupts_enable(void)
{
	__asm__ volatile("msr	daifclr, #2" : : : "memory");
}

static inline void interrupts_disable(void)
{
	__asm__ volatile("msr	daifset, #2" : : : "memory");
}

/*
 * With interrupts disabled, and they are so again: halts until one is pending and takes it. It may
 * return without one.
 */
void receive_idle(void);

#endif
