/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Port contract: this CPU as the one that somebody outside of the machine interrupts. The
 * interrupt's first instruction ends the window.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_RECEIVER_H
#define WORLDSWITCH_PROBE_ARCH_RECEIVER_H

#include <stdbool.h>
#include <stdint.h>

#include "probe/arch/rest.h"

/* Makes the backend's interrupt, or under Xen that of events, reach this CPU; false where that
 * cannot be.
 */
bool arch_receiver_open(void);
void arch_receiver_close(void);

/*
 * Waits until so many interrupts have come since the opening. False where that takes too long; a
 * CPU that is idle is woken by the interrupt alone, and has no such limit.
 */
bool arch_receiver_wait(enum arch_rest rest, uint32_t taken);

/* Halts until there is an interrupt, which is left to arch_receiver_poll. */
void arch_receiver_halt(void);

/* Takes an interrupt, of now or of a halt before, without ending a window; false where there is
 * none.
 */
bool arch_receiver_poll(void);

#endif
