/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Interrupts of the CPU that is interrupted outside of windows too. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_RECEIVE_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_RECEIVE_H

#include <stdint.h>

/* How many have come through vector_note, and have not been asked for yet. */
extern uint32_t x86_64_pending;

/* Those that are pending are taken; none is before the instruction after STI is through. */
static inline void interrupts_let_in(void)
{
	__asm__ volatile("sti\n\tnop\n\tnop\n\tcli" : : : "memory");
}

#endif
