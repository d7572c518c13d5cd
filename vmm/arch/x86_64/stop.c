// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is behind the store is an instruction that jumps to itself: however often it is executed,
 * the machine is in the same state when the timer's interrupt comes. Time alone would not make it
 * so: the local APIC counts in steps of 16 ns from where it was set, not from a common moment.
 */
#include "vmm/arch.h"

void arch_stop(volatile uint8_t *device, uint8_t value)
{
	__asm__ volatile("movb	%1, (%0)\n"
			 "1:	jmp	1b" ::"r"(device),
			 "q"(value)
			 : "memory");
}
