// SPDX-License-Identifier: GPL-2.0-or-later
/* In place of probe/bench/null.c: right until its cell has ended, then a load from nowhere. */
#include "probe/arch/window.h"
#include "probe/bench/benchmark.h"

#define UNMAPPED ((const volatile uint32_t *)(UINT64_C(511) << 30)) /* by boot.S */

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++)
		arch_window_null();
	return outcome_measured(windows);
}

static void teardown(void)
{
	(void)*UNMAPPED;
}

const struct benchmark benchmark_null = {
	.run = run,
	.teardown = teardown,
};
