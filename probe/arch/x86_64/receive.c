// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A CPU that is interrupted. Between STI and HLT no interrupt is taken, so that none can slip in
 * between the last look and the halt.
 *
 * An interrupt is what the controller has active. QEMU (10.0 at least) delivers one that a
 * hypervisor injects (AMD SVM's EVENTINJ) a second time if the CPU's turn is over before the guest
 * is left again: its entry is then entered twice, and the second entry has nothing to end.
 */
#include "probe/arch/x86_64/receive.h"

#include <stdbool.h>

#include "probe/arch/common/receive.h"
#include "probe/arch/x86_64/apic.h"

uint32_t x86_64_pending;

/* Called by vectors.S. */
void x86_64_received(void);
void x86_64_noted(void);

/* Whether there is an active interrupt, which is ended. */
static bool end(void)
{
	if (apic_read(APIC_PRIORITY) == 0)
		return false;
	apic_write(APIC_END, 0);
	return true;
}

void x86_64_received(void)
{
	if (end())
		receive_count();
}

void x86_64_noted(void)
{
	if (end())
		__atomic_store_n(&x86_64_pending, x86_64_pending + 1, __ATOMIC_RELAXED);
}

void arch_receive_enable(void)
{
	__asm__ volatile("sti" : : : "memory");
}

void arch_receive_disable(void)
{
	__asm__ volatile("cli" : : : "memory");
}

void arch_receive_idle(void)
{
	__asm__ volatile("sti\n\thlt\n\tcli" : : : "memory");
}
