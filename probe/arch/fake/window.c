// SPDX-License-Identifier: GPL-2.0-or-later
/* Windows are written down, and answer as the real ones do, or not. */
#include "probe/arch/window.h"

#include "probe/arch/fake/fake.h"

void arch_window_null(void)
{
	fake_window_begin();
	fake_note(FAKE_NULL, 0, 0, 0);
	fake_window_end(FAKE_NULL);
}

bool arch_window_hypercall_kvm(void)
{
	fake_window_begin();
	fake_note(FAKE_HYPERCALL_KVM, 0, 0, 0);
	fake_window_end(FAKE_HYPERCALL_KVM);
	return fake.counts[FAKE_HYPERCALL_KVM] <= fake.good_hypercalls;
}

uint64_t arch_window_hypercall_xen(void)
{
	fake_window_begin();
	fake_note(FAKE_HYPERCALL_XEN, 0, 0, 0);
	fake_window_end(FAKE_HYPERCALL_XEN);
	return fake.counts[FAKE_HYPERCALL_XEN] > fake.good_hypercalls ? ~UINT64_C(37)
								      : 4 << 16 | 20;
}

uint32_t arch_window_intc_trap(void)
{
	fake_window_begin();
	fake_note(FAKE_INTC_TRAP, 0, 0, 0);
	fake_window_end(FAKE_INTC_TRAP);
	return 0;
}

void arch_window_irq_completion(uint32_t acknowledged)
{
	fake_window_begin();
	fake_note(FAKE_IRQ_COMPLETION, acknowledged, 0, 0);
	fake_window_end(FAKE_IRQ_COMPLETION);
	if (fake.counts[FAKE_IRQ_COMPLETION] <= fake.good_completions)
		fake.interrupt_active = false;
}

void arch_window_virtual_ipi(void)
{
	fake_window_begin();
	fake_note(FAKE_VIRTUAL_IPI, fake.peer_rest, 0, 0);
	if (fake.counts[FAKE_VIRTUAL_IPI] > fake.good_ipis)
		return;
	fake_window_end(FAKE_VIRTUAL_IPI);
	fake.peer_taken++;
}

void arch_window_signal(uint32_t where)
{
	fake_window_begin();
	fake_note(FAKE_SIGNAL, where, 0, 0);
	if (fake.counts[FAKE_SIGNAL] > fake.good_signals)
		return;
	fake.mailbox->clock = fake.now += FAKE_TIME(FAKE_SIGNAL);
	fake.mailbox->taken++;
}

void arch_window_signal_and_yield(uint32_t where)
{
	fake_window_begin();
	fake_note(FAKE_SIGNAL_AND_YIELD, where, 0, 0);
	if (fake.counts[FAKE_SIGNAL_AND_YIELD] > fake.good_signals)
		return;
	fake.other_clock = fake.now += FAKE_TIME(FAKE_SIGNAL_AND_YIELD);
	fake.pending++;
}
