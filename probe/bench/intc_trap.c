// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * intc-trap: one read of a register of the interrupt controller's distributor, the one that says
 * who implemented it, as the study's authors read.
 *
 * Path: the distributor is never mapped into a VM, so the load takes a stage 2 fault; the
 * hypervisor decodes it from the syndrome alone, finds the emulated device by address, answers, and
 * steps over the instruction. Natively the load reaches the real register and there is no
 * exception.
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
