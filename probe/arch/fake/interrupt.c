// SPDX-License-Identifier: GPL-2.0-or-later
/* One interrupt, which comes at once or never. */
#include "probe/arch/interrupt.h"

#include "probe/arch/fake/fake.h"

bool arch_interrupt_open(void)
{
	fake.interrupts_open = !fake.interrupt_controller_dead;
	return fake.interrupts_open;
}

void arch_interrupt_close(void)
{
	fake.interrupts_open = false;
}

bool arch_interrupt_self(uint32_t *acknowledged)
{
	*acknowledged = 1;
	fake.interrupt_active =
		fake.interrupts_open && fake.counts[FAKE_IRQ_COMPLETION] < fake.good_interrupts;
	return fake.interrupt_active;
}

bool arch_interrupt_idle(void)
{
	return !fake.interrupt_active;
}
