// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * null: what do the markers cost by themselves? Path: none; the end marker follows the begin
 * marker. Every other cell is its windows less this one, so it runs everywhere and always.
 */
#include "probe/arch/window.h"
#include "probe/bench/benchmark.h"

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++)
		arch_window_null();
	return outcome_measured(windows);
}

const struct benchmark benchmark_null = {
	.run = run,
};
