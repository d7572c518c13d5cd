/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Interrupts that end windows, on whichever CPU it is that waits for them: one at a time does. Each
 * port has the entry that takes and counts them, and below what it adds to this.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_COMMON_RECEIVE_H
#define WORLDSWITCH_PROBE_ARCH_COMMON_RECEIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "probe/arch/rest.h"

/* How many have come. */
extern uint32_t receive_taken;

/* By the entry's handler. */
void receive_count(void);

/* What arch_receiver_wait is, where every interrupt is one that ends a window. */
bool receive_wait(enum arch_rest rest, uint32_t taken);

void arch_receive_enable(void);
void arch_receive_disable(void);

/*
 * With interrupts disabled, and they are so again: halts until one is pending and takes it. It may
 * return without one.
 */
void arch_receive_idle(void);

#endif
