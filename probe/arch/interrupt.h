/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Port contract: interrupts of the boot CPU. They are masked but for the moment in which one is
 * asked for.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_INTERRUPT_H
#define WORLDSWITCH_PROBE_ARCH_INTERRUPT_H

#include <stdbool.h>
#include <stdint.h>

/* Makes the controller deliver interrupts to this CPU; false where it cannot be driven. */
bool arch_interrupt_open(void);
void arch_interrupt_close(void);

/*
 * Interrupts this CPU and acknowledges the interrupt, which stays active; *acknowledged is what
 * ends it, where there is anything to say. False where it does not come, or does not become active.
 */
bool arch_interrupt_self(uint32_t *acknowledged);

/* Whether no interrupt is active on this CPU. */
bool arch_interrupt_idle(void);

#endif
