// SPDX-License-Identifier: GPL-2.0-or-later
/* In place of probe/bench/null.c: right until its cell has ended, then a breakpoint. */
#include "probe/arch/window.h"
#include "probe/bench/benchmark.h"

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++)
		arch_window_null();
	return outcome_measured(windows);
}

static void teardown(void)
{
	__builtin_trap();
}

const struct benchmark benchmark_null = {
	.run = run,
	.teardown = teardown,
};
