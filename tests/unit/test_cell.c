// SPDX-License-Identifier: GPL-2.0-or-later
/* Baselines and cells: parts that add up to the whole, and windows that no machine could produce.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/windows.h"

static struct ws_window mixed(struct ws_window window)
{
	window.clean = false;
	return window;
}

static void a_total_that_does_not_fit_is_not_wrapped(void **state)
{
	struct ws_window fits = window(UINT64_MAX - 2, 1, 1);
	struct ws_window wraps = window(UINT64_MAX, 1, 1);
	struct ws_window wraps_later = path(UINT64_MAX - 1, 1, 1, 0);

	(void)state;
	assert_int_equal(ws_window_total(&fits).count, UINT64_MAX);
	assert_int_equal(ws_window_total(&wraps).count, UINT64_MAX);
	assert_int_equal(ws_window_total(&wraps_later).count, UINT64_MAX);
}

static void the_baseline_is_the_usual_window_not_the_interrupted_one(void **state)
{
	struct ws_window windows[] = {window(7, 900, 0), window(1, 0, 0), window(1, 0, 0)};
	struct ws_baseline baseline;

	(void)state;
	assert_int_equal(ws_baseline_of(windows, 3, &baseline), 0);
	assert_int_equal(baseline.cost.count, 1);
	assert_int_equal(baseline.world, WS_WORLD_GUEST);
}

static void the_baseline_knows_its_world(void **state)
{
	struct ws_window windows[] = {window(0, 0, 1)};
	struct ws_baseline baseline;

	(void)state;
	assert_int_equal(ws_baseline_of(windows, 1, &baseline), 0);
	assert_int_equal(baseline.world, WS_WORLD_HOST_KERNEL);
}

static void a_baseline_of_several_worlds_or_of_none_is_refused(void **state)
{
	struct ws_window both[] = {window(1, 1, 0), window(1, 1, 0), window(1, 0, 0)};
	struct ws_window nowhere = window(0, 0, 0);
	struct ws_window damaged = window(UINT64_MAX, 0, 0);
	struct ws_window elsewhere = path(0, 0, 0, 1);
	struct ws_baseline baseline;

	(void)state;
	assert_int_equal(ws_baseline_of(both, 3, &baseline), -EINVAL);
	assert_int_equal(ws_baseline_of(both, 0, &baseline), -EINVAL);
	assert_int_equal(ws_baseline_of(&nowhere, 1, &baseline), -EINVAL);
	assert_int_equal(ws_baseline_of(&damaged, 1, &baseline), -EOVERFLOW);
	assert_int_equal(ws_baseline_of(&elsewhere, 1, &baseline), -EXDEV);
}

static void a_cell_is_its_windows_less_the_baseline(void **state)
{
	struct ws_window windows[] = {window(11, 90, 0), window(11, 90, 0), window(11, 140, 0)};
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_HYPERCALL};

	(void)state;
	assert_int_equal(ws_cell_compute(windows, 3, &one_in_guest, &cell), 0);
	assert_int_equal(cell.unit, WS_UNIT_INSTRUCTIONS);
	assert_int_equal(cell.iterations, 3); /* none is clean: a round trip's windows all count */
	assert_int_equal(cell.rejected, 0);
	assert_int_equal(cell.baseline, 1);
	assert_int_equal(cell.value, 100);
	assert_int_equal(cell.distribution.mode, 100);
	assert_int_equal(cell.distribution.mode_samples, 2);
	assert_int_equal(cell.distribution.max, 150);
	assert_int_equal(cell.segments.count, 2);
	assert_segment(&cell, 0, WS_STAGE_ONLY, 0, WS_WORLD_GUEST, 10);
	assert_segment(&cell, 1, WS_STAGE_ONLY, 0, WS_WORLD_HYPERVISOR, 90);
	assert_parts_sum(&cell);
	ws_cell_free(&cell);
}

/* The mixed ones are the majority, and the cheapest, and the dearest: they change nothing. */
static void of_a_one_way_path_clean_windows_alone_count(void **state)
{
	struct ws_window windows[] = {
		mixed(path(3, 9000, 700, 1)), path(3, 900, 700, 1),         path(3, 950, 700, 1),
		mixed(path(3, 9000, 700, 1)), mixed(path(3, 9000, 700, 1)), path(3, 950, 700, 1),
		mixed(window(0, 0, 0)),
	};
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_IO_IN_IDLE};

	(void)state;
	assert_int_equal(ws_cell_compute(windows, 7, &one_in_guest, &cell), 0);
	assert_int_equal(cell.iterations, 3);
	assert_int_equal(cell.rejected, 4);
	assert_int_equal(cell.value, 1653);
	assert_int_equal(cell.distribution.samples, 3);
	assert_int_equal(cell.distribution.bin_count, 2);
	assert_int_equal(cell.distribution.min, 1603);
	assert_int_equal(cell.distribution.max, 1653);
	assert_parts_sum(&cell);
	ws_cell_free(&cell);
}

static void a_path_that_is_none_makes_the_cell_invalid(void **state)
{
	struct ws_window windows[] = {mixed(path(3, 900, 700, 1)), mixed(path(3, 900, 700, 1))};
	struct ws_window nothing = {.clean = true, .stage_count = 0};
	struct ws_window too_long = {.clean = true, .stage_count = WS_STAGES_MAX + 1};
	struct ws_cell one_way = {.benchmark = WS_BENCHMARK_VIRTUAL_IPI};
	struct ws_cell round_trip = {.benchmark = WS_BENCHMARK_HYPERCALL};
	struct ws_cell before = one_way;

	(void)state;
	assert_int_equal(ws_cell_compute(windows, 2, &one_in_guest, &one_way), -ENODATA);
	assert_int_equal(ws_cell_compute(&nothing, 1, &one_in_guest, &one_way), -EXDEV);
	assert_int_equal(ws_cell_compute(&too_long, 1, &one_in_guest, &one_way), -EXDEV);
	windows[0].clean = true;
	assert_int_equal(ws_cell_compute(windows, 1, &one_in_guest, &round_trip), -EXDEV);
	assert_memory_equal(&one_way, &before, sizeof(before));
}

static void the_largest_count_is_kept_and_a_larger_one_refused(void **state)
{
	struct ws_window largest = window(INT64_MAX, 0, 0);
	struct ws_window larger = window(INT64_MAX, 1, 0);
	struct ws_cell cell = {0};

	(void)state;
	assert_int_equal(ws_cell_compute(&largest, 1, &one_in_guest, &cell), 0);
	assert_int_equal(cell.value, (uint64_t)INT64_MAX - 1);
	assert_parts_sum(&cell);
	ws_cell_free(&cell);
	assert_int_equal(ws_cell_compute(&larger, 1, &one_in_guest, &cell), -EOVERFLOW);
}

static void bad_windows_leave_the_cell_untouched(void **state)
{
	struct ws_window cheaper[] = {window(5, 5, 0), window(0, 0, 0)};
	struct ws_cell cell = {.reason = "as before"};
	struct ws_cell before = cell;

	(void)state;
	assert_int_equal(ws_cell_compute(cheaper, 2, &one_in_guest, &cell), -ERANGE);
	assert_int_equal(ws_cell_compute(cheaper, 0, &one_in_guest, &cell), -EINVAL);
	assert_memory_equal(&cell, &before, sizeof(cell));
}

static void a_result_gives_everything_back(void **state)
{
	struct ws_window only = window(3, 0, 0);
	struct ws_result result = {
		.created = strdup("2024-01-01T00:00:00Z"),
		.target = strdup("arm64/native"),
		.properties = calloc(1, sizeof(struct ws_property)),
		.property_count = 1,
		.components = calloc(1, sizeof(struct ws_component)),
		.component_count = 1,
		.cells = calloc(1, sizeof(struct ws_cell)),
		.cell_count = 1,
	};

	(void)state;
	result.properties[0] = (struct ws_property){strdup("cpu"), strdup("neoverse-n1")};
	result.components[0].role = strdup("emulator");
	assert_int_equal(ws_cell_compute(&only, 1, &one_in_guest, &result.cells[0]), 0);
	ws_result_free(&result); /* the sanitizers report what is left */
	assert_null(result.cells);
	assert_int_equal(result.cell_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_total_that_does_not_fit_is_not_wrapped),
		cmocka_unit_test(the_baseline_is_the_usual_window_not_the_interrupted_one),
		cmocka_unit_test(the_baseline_knows_its_world),
		cmocka_unit_test(a_baseline_of_several_worlds_or_of_none_is_refused),
		cmocka_unit_test(a_cell_is_its_windows_less_the_baseline),
		cmocka_unit_test(of_a_one_way_path_clean_windows_alone_count),
		cmocka_unit_test(a_path_that_is_none_makes_the_cell_invalid),
		cmocka_unit_test(the_largest_count_is_kept_and_a_larger_one_refused),
		cmocka_unit_test(bad_windows_leave_the_cell_untouched),
		cmocka_unit_test(a_result_gives_everything_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
