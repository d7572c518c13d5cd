// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * There is no way to acknowledge an interrupt but to be interrupted: it is let in for a moment, by
 * a handler that does not end it.
 */
#include "probe/arch/interrupt.h"

#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/receive.h"
#include "probe/arch/x86_64/vectors.h"

/* So many moments without the interrupt: it is lost. */
#define POLLS_MAX 100000

/* How often vector_self has been entered. */
uint32_t x86_64_active;

bool arch_interrupt_open(void)
{
	return apic_open();
}

void arch_interrupt_close(void)
{
	apic_close();
}

bool arch_interrupt_self(uint32_t *acknowledged)
{
	uint32_t before = x86_64_active;

	*acknowledged = VECTOR_SELF;
	apic_send(apic_id(), APIC_SELF | APIC_ASSERT | VECTOR_SELF);
	for (unsigned int polls = 0; polls < POLLS_MAX; polls++) {
		interrupts_let_in();
		if (__atomic_load_n(&x86_64_active, __ATOMIC_RELAXED) != before)
			return !arch_interrupt_idle();
	}
	return false;
}

bool arch_interrupt_idle(void)
{
	return apic_read(APIC_PRIORITY) == 0;
}
