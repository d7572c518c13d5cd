// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Interrupts by polling: PSTATE masks them, and reading the acknowledge register takes the highest
 * pending one all the same.
 */
#include "probe/arch/interrupt.h"

#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/machine.h"

/* So many reads without the interrupt: it is lost. */
#define POLLS_MAX 100000

const struct gic *arm64_gic(void)
{
	return arm64_machine.gic.version == 2 ? &gic_v2 : &gic_v3;
}

bool arch_interrupt_open(void)
{
	return arm64_gic()->open();
}

void arch_interrupt_close(void)
{
	arm64_gic()->close();
}

bool arch_interrupt_self(uint32_t *acknowledged)
{
	arm64_gic()->call(arm64_gic()->call_of_self());
	for (unsigned int polls = 0; polls < POLLS_MAX; polls++) {
		*acknowledged = arm64_gic()->acknowledge();
		if (GIC_INTERRUPT_OF(*acknowledged) == GIC_INTERRUPT)
			return !arch_interrupt_idle();
	}
	return false;
}

bool arch_interrupt_idle(void)
{
	return arm64_gic()->running_priority() == GIC_IDLE;
}
