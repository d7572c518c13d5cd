// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The boot CPU as a receiver. A halt with interrupts masked has no end on x86, so an interrupt
 * cannot be left pending: outside of arch_receiver_wait it is taken by a handler that remembers it
 * and ends no window.
 */
#include "probe/arch/receiver.h"

#include "probe/arch/common/receive.h"
#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/clock.h"
#include "probe/arch/x86_64/machine.h"
#include "probe/arch/x86_64/receive.h"
#include "probe/arch/x86_64/vectors.h"

/* What came before it was wanted is forgotten. */
bool arch_receiver_open(void)
{
	if (!x86_64_machine.receiver || !apic_open())
		return false;
	vectors_set(x86_64_machine.receiver, vector_note);
	interrupts_let_in();
	receive_taken = 0;
	x86_64_pending = 0;
	return true;
}

/* Its vector stays: somebody may still send. */
void arch_receiver_close(void)
{
	apic_close();
}

bool arch_receiver_wait(enum arch_rest rest, uint32_t taken)
{
	bool come;

	vectors_set(x86_64_machine.receiver, x86_64_receiver_entry());
	come = receive_wait(rest, taken);
	vectors_set(x86_64_machine.receiver, vector_note);
	return come;
}

bool arch_receiver_poll(void)
{
	interrupts_let_in();
	if (!x86_64_pending)
		return false;
	x86_64_pending--;
	return true;
}

void arch_receiver_halt(void)
{
	if (!x86_64_pending)
		arch_receive_idle();
}
