// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Between the begin and the end of a cell nothing touches the console: under a hypervisor each
 * character is an exit, which leaves caches, list registers and scheduler other than it found them.
 */
#include "probe/core/runner.h"

#include <stddef.h>

#include <worldswitch/markers.h>

#include "probe/arch/marker.h"
#include "probe/arch/selftest.h"
#include "probe/bench/benchmark.h"
#include "probe/core/say.h"
#include "probe/core/timed.h"
#include "probe/hypervisor/hypervisor.h"

static void selftest_windows(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++)
		arch_selftest_window();
}

void run_selftest(const struct platform *platform)
{
	if (!platform->interrupt_controller.usable)
		return;
	arch_selftest_open();
	selftest_windows(RUNNER_WARM_UP_WINDOWS);
	arch_marker_cell_begin(WS_CELL_SELFTEST, RUNNER_SELFTEST_WINDOWS, arch_selftest_expected());
	selftest_windows(RUNNER_SELFTEST_WINDOWS);
	arch_marker_cell_end(WS_CELL_SELFTEST, RUNNER_SELFTEST_WINDOWS);
	arch_selftest_close();
	say_selftest(RUNNER_SELFTEST_WINDOWS, arch_selftest_expected());
}

static struct outcome mark_windows(enum ws_benchmark number, const struct benchmark *benchmark,
				   uint32_t windows)
{
	struct outcome outcome = benchmark->run(RUNNER_WARM_UP_WINDOWS);

	if (outcome.verdict != WS_VERDICT_MEASURED) {
		outcome.windows = 0;
		return outcome;
	}
	arch_marker_cell_begin(number, windows, 0);
	outcome = benchmark->run(windows);
	arch_marker_cell_end(number, outcome.windows);
	return outcome;
}

/* Why the benchmark cannot even be set up on this machine; NULL where it can. */
static const char *what_is_missing(const struct platform *platform,
				   const struct benchmark *benchmark)
{
	if (benchmark->needs_interrupt_controller && !platform->interrupt_controller.usable)
		return "no usable interrupt controller";
	if (benchmark->needs_second_cpu && platform->cpus < 2)
		return "there is no second CPU";
	return NULL;
}

static void run_cell(const struct platform *platform, const struct request *request,
		     enum ws_benchmark number)
{
	const struct benchmark *benchmark = platform->hypervisor->offers[number]->benchmark;
	const char *missing = what_is_missing(platform, benchmark);
	struct outcome outcome = outcome_measured(0);

	say_start(number);
	if (request->timed)
		timed_choose(number, benchmark);
	if (missing)
		outcome = outcome_bad(WS_VERDICT_SKIPPED, 0, missing);
	else if (benchmark->setup)
		outcome = benchmark->setup();
	if (outcome.verdict == WS_VERDICT_MEASURED)
		outcome = (request->timed ? timed_run : mark_windows)(number, benchmark,
								      request->iterations);
	say_cell(number, &outcome);
	if (missing || !benchmark->teardown)
		return;
	if (request->timed)
		timed_step(number, WS_STEP_TEARDOWN);
	benchmark->teardown();
}

uint32_t run_cells(const struct platform *platform, const struct request *request)
{
	uint32_t cells = 0;

	for (unsigned int number = 0; number < WS_BENCHMARK_COUNT; number++) {
		const struct offer *offer = platform->hypervisor->offers[number];

		if (!(request->benchmarks & 1u << number) || offer_absent(offer, request->timed))
			continue;
		run_cell(platform, request, number);
		cells++;
	}
	return cells;
}
