// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A CPU that is interrupted. Between STI and HLT no interrupt is taken, so that none can slip in
 * between the last look and the halt.
 */
#include "probe/arch/x86_64/receive.h"

#include "probe/arch/common/receive.h"
#include "probe/arch/x86_64/apic.h"

uint32_t x86_64_pending;

/* Called by vectors.S. */
void x86_64_received(void);
void x86_64_noted(void);

void x86_64_received(void)
{
	apic_write(APIC_END, 0);
	receive_count();
}

void x86_64_noted(void)
{
	apic_write(APIC_END, 0);
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
