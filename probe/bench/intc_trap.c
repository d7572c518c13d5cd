// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * intc-trap: one read of a register of the interrupt controller. On ARM it is the distributor's,
 * the one that says who implemented it, as the study's authors read; on x86 the local controller's,
 * the one whose reads no hardware answers for a hypervisor.
 *
 * Path: the distributor is never mapped into a VM, so the load takes a stage 2 fault; the
 * hypervisor decodes it from the syndrome alone, finds the emulated device by address, answers, and
 * steps over the instruction. On x86 the load (xAPIC) has to be fetched and decoded by software
 * where the CPU does not help; as an MSR (x2APIC) it is an exit of its own kind. Natively the read
 * reaches the real register and there is no exception.
 */
#include "probe/arch/window.h"
#include "probe/bench/benchmark.h"

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++)
		arch_window_intc_trap();
	return outcome_measured(windows);
}

const struct benchmark benchmark_intc_trap = {
	.needs_interrupt_controller = true,
	.run = run,
};
