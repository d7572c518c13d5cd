// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * irq-completion: the end of an active interrupt. Before each window the CPU interrupts itself and
 * acknowledges the interrupt; the window is the write that ends it; after it the CPU's running
 * priority must be that of no interrupt.
 *
 * Path: on ARM the write reaches the virtual CPU interface, which is hardware: the list register is
 * freed and nobody traps. On x86 the write is an exit to the hypervisor, which emulates the
 * controller, unless hardware does (APICv, AVIC). On ARM the study's authors ended a spurious
 * interrupt instead, which is not active and for which hardware does nothing.
 */
#include "probe/arch/interrupt.h"
#include "probe/arch/window.h"
#include "probe/bench/benchmark.h"

static struct outcome setup(void)
{
	if (!arch_interrupt_open())
		return outcome_bad(WS_VERDICT_FAILED, 0, "no answer of interrupt controller");
	return outcome_measured(0);
}

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++) {
		uint32_t acknowledged;

		if (!arch_interrupt_self(&acknowledged))
			return outcome_bad(WS_VERDICT_FAILED, window,
					   "the interrupt sent did not arrive");
		arch_window_irq_completion(acknowledged);
		if (!arch_interrupt_idle())
			return outcome_bad(WS_VERDICT_FAILED, window + 1,
					   "the interrupt did not end");
	}
	return outcome_measured(windows);
}

const struct benchmark benchmark_irq_completion = {
	.needs_interrupt_controller = true,
	.setup = setup,
	.run = run,
	.teardown = arch_interrupt_close,
};
