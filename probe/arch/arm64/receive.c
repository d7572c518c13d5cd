// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A CPU that waits to be interrupted. Idle means WFI with interrupts masked, as operating systems
 * do it: a pending interrupt ends WFI all the same (Arm ARM DDI 0487, D1.6), so that none can slip
 * in between the last look and the halt, and it is taken by the instruction after the unmasking.
 */
#include "probe/arch/common/receive.h"

#include "probe/arch/arm64/gic.h"

/* Called by vectors.S. */
void arm64_received(void);

void arm64_received(void)
{
	uint32_t acknowledged = arm64_gic()->acknowledge();

	if (GIC_INTERRUPT_OF(acknowledged) >= GIC_SPECIAL)
		return;
	arm64_gic()->end(acknowledged);
	receive_count();
}

void arch_receive_enable(void)
{
	__asm__ volatile("msr	daifclr, #2" : : : "memory");
}

void arch_receive_disable(void)
{
	__asm__ volatile("msr	daifset, #2" : : : "memory");
}

void arch_receive_idle(void)
{
	__asm__ volatile("dsb	sy\n\t"
			 "wfi\n\t"
			 "msr	daifclr, #2\n\t"
			 "isb\n\t"
			 "msr	daifset, #2"
			 :
			 :
			 : "memory");
}
