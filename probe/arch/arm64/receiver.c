// SPDX-License-Identifier: GPL-2.0-or-later
/* The boot CPU as a receiver: of the backend's interrupt, a shared one, or of Xen's private one. */
#include "probe/arch/receiver.h"

#include "probe/arch/arm64/clock.h"
#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/vectors.h"
#include "probe/arch/common/receive.h"

static uint32_t interrupt(void)
{
	return arm64_machine.backend.registers ? arm64_machine.backend.interrupt
					       : arm64_machine.event_interrupt;
}

bool arch_receiver_open(void)
{
	receive_taken = 0;
	if (!arm64_gic()->open())
		return false;
	gic_interrupt_open(interrupt());
	vectors_use(arm64_receiver_vectors());
	return true;
}

void arch_receiver_close(void)
{
	vectors_use(vectors);
	gic_interrupt_close(interrupt());
	arm64_gic()->close();
}

bool arch_receiver_wait(enum arch_rest rest, uint32_t taken)
{
	return receive_wait(rest, taken);
}

bool arch_receiver_poll(void)
{
	uint32_t acknowledged = arm64_gic()->acknowledge();

	if (GIC_INTERRUPT_OF(acknowledged) >= GIC_SPECIAL)
		return false;
	arm64_gic()->end(acknowledged);
	return true;
}

void arch_receiver_halt(void)
{
	__asm__ volatile("dsb	sy\n\twfi" : : : "memory");
}
