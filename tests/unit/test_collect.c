// SPDX-License-Identifier: GPL-2.0-or-later
/* From windows to a result's cells: what a path must look like for its cell to have a value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/collect.h"
#include "cli/output.h"
#include "tests/unit/fake_lab.h"

#define ITERATIONS 4

static struct collect collect;
static struct lab_plan plan;

static int begin(void **state)
{
	static const struct lab_target *const targets[] = {&lab_targets[0]};
	struct ws_error error;

	(void)state;
	plan.request = (struct lab_request){
		.target = targets[0],
		.benchmarks = (1U << WS_BENCHMARK_COUNT) - 1,
		.iterations = ITERATIONS,
	};
	return collect_begin(&collect, targets, 1, plan.request.benchmarks, &error) ||
	       collect_plan(&collect, 0, &plan, &error);
}

static int end(void **state)
{
	(void)state;
	collect_free(&collect);
	return 0;
}

/* Windows that go from CPU 1 to CPU 0, or stay; each costs as much more as it comes later. */
static bool give(enum ws_benchmark benchmark, uint32_t stages, uint32_t clean)
{
	struct ws_window windows[ITERATIONS] = {{.clean = false}};
	struct lab_cell cell = {
		.benchmark = benchmark, .windows = windows, .window_count = ITERATIONS};

	for (uint32_t at = 0; at < ITERATIONS; at++) {
		windows[at].clean = at < clean;
		windows[at].stage_count = stages;
		windows[at].stages[0].cpu = stages - 1;
		windows[at].stages[stages - 1].instructions[WS_WORLD_GUEST] = 1;
		if (benchmark != WS_BENCHMARK_NULL)
			windows[at].stages[0].instructions[WS_WORLD_HYPERVISOR] = 100 + at;
	}
	return collect_cell(&collect, &plan, &cell);
}

static const struct ws_cell *cell_of(enum ws_benchmark benchmark)
{
	const struct ws_result *result = &collect.results[0];

	for (size_t at = 0; at < result->cell_count; at++)
		if (result->cells[at].benchmark == benchmark)
			return &result->cells[at];
	fail_msg("no cell of benchmark %d", (int)benchmark);
	return NULL;
}

static void assert_invalid(enum ws_benchmark benchmark, const char *reason)
{
	const struct ws_cell *cell = cell_of(benchmark);

	assert_int_equal(cell->verdict, WS_VERDICT_INVALID);
	assert_non_null(strstr(cell->reason, reason));
	assert_int_equal(cell->iterations, 0);
	assert_int_equal(cell->rejected, 0);
}

/* The same whether a path's windows come before the markers' own cost is known, or after. */
static void clean_windows_count_and_others_are_rejected(void **state)
{
	(void)state;
	give(WS_BENCHMARK_VIRTUAL_IPI, 2, 3);
	give(WS_BENCHMARK_NULL, 1, 0);
	give(WS_BENCHMARK_IO_IN, 2, 3);
	for (int at = 0; at < 2; at++) {
		const struct ws_cell *cell =
			cell_of(at ? WS_BENCHMARK_IO_IN : WS_BENCHMARK_VIRTUAL_IPI);

		assert_int_equal(cell->verdict, WS_VERDICT_MEASURED);
		assert_int_equal(cell->iterations, 3);
		assert_int_equal(cell->rejected, 1);
		assert_int_equal(cell->value, 100);
		assert_int_equal(cell->distribution.max, 102);
		assert_int_equal(cell->segments.count, 1);
		assert_int_equal(cell->segments.list[0].cpu, 1);
	}
}

static void of_a_round_trip_all_windows_count(void **state)
{
	(void)state;
	give(WS_BENCHMARK_NULL, 1, 0);
	give(WS_BENCHMARK_HYPERCALL, 1, 0);
	assert_int_equal(cell_of(WS_BENCHMARK_HYPERCALL)->verdict, WS_VERDICT_MEASURED);
	assert_int_equal(cell_of(WS_BENCHMARK_HYPERCALL)->iterations, ITERATIONS);
}

static void a_path_that_is_never_clean_is_invalid(void **state)
{
	(void)state;
	give(WS_BENCHMARK_NULL, 1, 0);
	give(WS_BENCHMARK_VM_SWITCH, 1, 0);
	assert_invalid(WS_BENCHMARK_VM_SWITCH, "in every window an interrupt was taken");
	assert_false(cli_results_are_good(collect.results, collect.count));
}

static void a_round_trip_that_leaves_its_cpu_is_invalid(void **state)
{
	(void)state;
	give(WS_BENCHMARK_NULL, 1, 4);
	give(WS_BENCHMARK_HYPERCALL, 2, 4);
	assert_invalid(WS_BENCHMARK_HYPERCALL, "went over to another CPU");
}

static void markers_on_two_cpus_are_no_baseline(void **state)
{
	(void)state;
	give(WS_BENCHMARK_NULL, 2, 4);
	give(WS_BENCHMARK_HYPERCALL, 1, 4);
	assert_invalid(WS_BENCHMARK_NULL,
		       "the markers' own cost is unknown: a window of a round trip");
	assert_invalid(WS_BENCHMARK_HYPERCALL, "the markers' own cost is unknown");
}

static void the_last_cell_is_known_as_such(void **state)
{
	(void)state;
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
		assert_int_equal(give((enum ws_benchmark)at, 1, 4), at + 1 == WS_BENCHMARK_COUNT);
	assert_true(cli_results_are_good(collect.results, collect.count));
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
		CASE(clean_windows_count_and_others_are_rejected),
		CASE(of_a_round_trip_all_windows_count),
		CASE(a_path_that_is_never_clean_is_invalid),
		CASE(a_round_trip_that_leaves_its_cpu_is_invalid),
		CASE(markers_on_two_cpus_are_no_baseline),
		CASE(the_last_cell_is_known_as_such),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
