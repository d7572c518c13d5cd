// SPDX-License-Identifier: GPL-2.0-or-later
/* In place of probe/bench/intc_trap.c: its hundredth window never ends. */
#include "probe/arch/window.h"
#include "probe/bench/benchmark.h"

#define ENDLESS 100

static uint32_t begun;

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++) {
		while (++begun >= ENDLESS)
			__asm__ volatile("");
		arch_window_intc_trap();
	}
	return outcome_measured(windows);
}

const struct benchmark benchmark_intc_trap = {
	.needs_interrupt_controller = true,
	.run = run,
};
