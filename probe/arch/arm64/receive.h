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

/*
 * The two ways to wait for one, from masked interrupts to masked interrupts. Either returns when
 * the interrupt has been handled, or without it: it looks once.
 */
void receive_running(void);
void receive_idle(void);

#endif
