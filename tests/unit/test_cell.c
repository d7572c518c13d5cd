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

#include "analysis/analysis.h"

static struct ws_stage stage(uint32_t cpu, uint64_t guest, uint64_t hypervisor,
			     uint64_t host_kernel)
{
	return (struct ws_stage){.cpu = cpu,
				 .instructions = {
					 [WS_WORLD_GUEST] = guest,
					 [WS_WORLD_HYPERVISOR] = hypervisor,
					 [WS_WORLD_HOST_KERNEL] = host_kernel,
				 }};
}

static struct ws_window window(uint64_t guest, uint64_t hypervisor, uint64_t host_kernel)
{
	return (struct ws_window){
		.stage_count = 1,
		.stages = {stage(0, guest, hypervisor, host_kernel)},
	};
}

/* A clean path from CPU 1 to CPU 0. */
static struct ws_window path(uint64_t sender_guest, uint64_t sender_hypervisor,
			     uint64_t receiver_hypervisor, uint64_t receiver_guest)
{
	return (struct ws_window){
		.clean = true,
		.stage_count = 2,
		.stages = {stage(1, sender_guest, sender_hypervisor, 0),
			   stage(0, receiver_guest, receiver_hypervisor, 0)},
	};
}

static struct ws_window mixed(struct ws_window window)
{
	window.clean = false;
	return window;
}

static const struct ws_baseline one_in_guest = {.cost = {1}, .world = WS_WORLD_GUEST};

static void assert_parts_sum(const struct ws_cell *cell)
{
	int64_t sum = 0;

	for (size_t at = 0; at < cell->segments.count; at++) {
		assert_int_not_equal(cell->segments.list[at].value, 0);
		sum += cell->segments.list[at].value;
	}
	assert_true(sum >= 0);
	assert_int_equal((uint64_t)sum, cell->value);
}

static void assert_segment(const struct ws_cell *cell, size_t at, enum ws_stage_role role,
			   uint32_t cpu, enum ws_world world, int64_t value)
{
	const struct ws_segment *segment = &cell->segments.list[at];

	assert_true(at < cell->segments.count);
	assert_int_equal(segment->role, role);
	assert_int_equal(segment->cpu, cpu);
	assert_int_equal(segment->world, world);
	assert_int_equal(segment->value, value);
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

static void segments_are_of_the_usual_split_of_the_headline(void **state)
{
	struct ws_window windows[] = {window(41, 60, 0), window(11, 90, 0), window(11, 50, 40),
				      window(11, 50, 40), window(2, 400, 0)};
	struct ws_cell cell = {0};

	(void)state;
	assert_int_equal(ws_cell_compute(windows, 5, &one_in_guest, &cell), 0);
	assert_int_equal(cell.value, 100);
	assert_int_equal(cell.distribution.mode_samples, 4);
	assert_int_equal(cell.segments.count, 3);
	assert_segment(&cell, 0, WS_STAGE_ONLY, 0, WS_WORLD_GUEST, 10);
	assert_segment(&cell, 1, WS_STAGE_ONLY, 0, WS_WORLD_HYPERVISOR, 50);
	assert_segment(&cell, 2, WS_STAGE_ONLY, 0, WS_WORLD_HOST_KERNEL, 40);
	assert_parts_sum(&cell);
	ws_cell_free(&cell);
}

/* The baseline's world may have spent less than the baseline there: the sum still holds. */
static void a_segment_may_be_negative_and_the_sum_still_holds(void **state)
{
	struct ws_window only = window(0, 101, 0);
	struct ws_cell cell = {0};

	(void)state;
	assert_int_equal(ws_cell_compute(&only, 1, &one_in_guest, &cell), 0);
	assert_segment(&cell, 0, WS_STAGE_ONLY, 0, WS_WORLD_GUEST, -1);
	assert_parts_sum(&cell);
	ws_cell_free(&cell);
}

/* END alone is executed in the receiver's guest: nothing of the path is left there. */
static void the_markers_cost_is_taken_off_the_last_stage(void **state)
{
	struct ws_window windows[] = {path(3, 900, 700, 1), path(3, 900, 700, 1)};
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_VIRTUAL_IPI};

	(void)state;
	assert_int_equal(ws_cell_compute(windows, 2, &one_in_guest, &cell), 0);
	assert_int_equal(cell.value, 1603);
	assert_int_equal(cell.segments.count, 3);
	assert_segment(&cell, 0, WS_STAGE_SENDER, 1, WS_WORLD_GUEST, 3);
	assert_segment(&cell, 1, WS_STAGE_SENDER, 1, WS_WORLD_HYPERVISOR, 900);
	assert_segment(&cell, 2, WS_STAGE_RECEIVER, 0, WS_WORLD_HYPERVISOR, 700);
	assert_parts_sum(&cell);
	ws_cell_free(&cell);
}

/* The backend executes END in a process of the host, or where there is none as the probe does. */
static void the_markers_cost_is_taken_off_the_backend(void **state)
{
	static const enum ws_benchmark outwards[] = {WS_BENCHMARK_IO_OUT, WS_BENCHMARK_IO_OUT_EXIT};
	struct ws_window process = path(1, 900, 700, 0);
	struct ws_window domain = path(1, 900, 700, 5);
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_IO_IN};

	(void)state;
	process.stages[1].instructions[WS_WORLD_HOST_USER] = 3;
	for (size_t at = 0; at < 2; at++) {
		struct ws_cell out = {.benchmark = outwards[at]};

		assert_int_equal(ws_cell_compute(&process, 1, &one_in_guest, &out), 0);
		assert_segment(&out, 3, WS_STAGE_RECEIVER, 0, WS_WORLD_HOST_USER, 2);
		assert_parts_sum(&out);
		ws_cell_free(&out);
		assert_int_equal(ws_cell_compute(&domain, 1, &one_in_guest, &out), 0);
		assert_segment(&out, 2, WS_STAGE_RECEIVER, 0, WS_WORLD_GUEST, 4);
		assert_parts_sum(&out);
		ws_cell_free(&out);
	}
	/* on the way in it is the probe that ends the window */
	process.stages[1].instructions[WS_WORLD_GUEST] = 2;
	assert_int_equal(ws_cell_compute(&process, 1, &one_in_guest, &cell), 0);
	assert_segment(&cell, 2, WS_STAGE_RECEIVER, 0, WS_WORLD_GUEST, 1);
	assert_segment(&cell, 4, WS_STAGE_RECEIVER, 0, WS_WORLD_HOST_USER, 3);
	assert_parts_sum(&cell);
	ws_cell_free(&cell);
}

static void stages_between_are_relays_and_one_alone_is_the_only(void **state)
{
	struct ws_window relayed = path(1, 10, 20, 1);
	struct ws_window alone = {.clean = true, .stage_count = 1, .stages = {stage(0, 2, 9, 0)}};
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_VM_SWITCH};

	(void)state;
	relayed.stage_count = 3;
	relayed.stages[2] = stage(1, 3, 30, 0);
	assert_int_equal(ws_cell_compute(&relayed, 1, &one_in_guest, &cell), 0);
	assert_segment(&cell, 0, WS_STAGE_SENDER, 1, WS_WORLD_GUEST, 1);
	assert_segment(&cell, 2, WS_STAGE_RELAY, 0, WS_WORLD_GUEST, 1);
	assert_segment(&cell, 3, WS_STAGE_RELAY, 0, WS_WORLD_HYPERVISOR, 20);
	assert_segment(&cell, 4, WS_STAGE_RECEIVER, 1, WS_WORLD_GUEST, 2);
	assert_int_equal(cell.segments.list[5].stage, 2);
	assert_parts_sum(&cell);
	ws_cell_free(&cell);
	assert_int_equal(ws_cell_compute(&alone, 1, &one_in_guest, &cell), 0);
	assert_segment(&cell, 0, WS_STAGE_ONLY, 0, WS_WORLD_GUEST, 1);
	assert_parts_sum(&cell);
	ws_cell_free(&cell);
}

/* A stage at a place goes on with the role of the one before it. */
static void stages_at_places_are_no_turns(void **state)
{
	struct ws_window sent = path(1, 10, 20, 1);
	struct ws_window alone = {
		.clean = true, .stage_count = 2, .stages = {stage(0, 2, 9, 0), stage(0, 1, 3, 0)}};
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_IO_OUT};

	(void)state;
	sent.stage_count = 4;
	sent.stages[3] = stage(0, 4, 30, 0);
	sent.stages[3].place = WS_PLACE_DOM0_INTERRUPT;
	sent.stages[2] = sent.stages[1];
	sent.stages[1] = stage(1, 0, 7, 0);
	sent.stages[1].place = WS_PLACE_EVENTFD_SIGNAL;
	assert_int_equal(ws_cell_compute(&sent, 1, &one_in_guest, &cell), 0);
	assert_segment(&cell, 0, WS_STAGE_SENDER, 1, WS_WORLD_GUEST, 1);
	assert_segment(&cell, 2, WS_STAGE_SENDER, 1, WS_WORLD_HYPERVISOR, 7);
	assert_segment(&cell, 3, WS_STAGE_RECEIVER, 0, WS_WORLD_GUEST, 1);
	assert_segment(&cell, 5, WS_STAGE_RECEIVER, 0, WS_WORLD_GUEST, 3);
	assert_int_equal(cell.segments.list[1].place, WS_PLACE_NONE);
	assert_int_equal(cell.segments.list[2].place, WS_PLACE_EVENTFD_SIGNAL);
	assert_int_equal(cell.segments.list[5].place, WS_PLACE_DOM0_INTERRUPT);
	assert_parts_sum(&cell);
	ws_cell_free(&cell);
	alone.stages[1].place = WS_PLACE_EVENTFD_SIGNAL;
	assert_int_equal(ws_cell_compute(&alone, 1, &one_in_guest, &cell), 0);
	assert_segment(&cell, 2, WS_STAGE_ONLY, 0, WS_WORLD_HYPERVISOR, 3);
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

static void splits_on_other_cpus_are_other_splits(void **state)
{
	struct ws_window windows[] = {path(3, 900, 700, 1), path(3, 900, 700, 1),
				      path(3, 900, 700, 1), path(3, 900, 700, 1),
				      path(3, 900, 700, 1)};
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_VIRTUAL_IPI};

	(void)state;
	for (size_t at = 1; at < 4; at++)
		windows[at].stages[1].cpu = 3;
	assert_int_equal(ws_cell_compute(windows, 5, &one_in_guest, &cell), 0);
	assert_int_equal(cell.distribution.mode_samples, 5);
	assert_segment(&cell, 2, WS_STAGE_RECEIVER, 3, WS_WORLD_HYPERVISOR, 700);
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

/* As far as numbers go: every world of every stage, and not one too many. */
static void the_longest_path_has_every_segment(void **state)
{
	struct ws_window longest = {.clean = true, .stage_count = WS_STAGES_MAX};
	const int parts = WS_SEGMENTS_MAX;
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_IO_OUT};

	(void)state;
	for (uint32_t at = 0; at < WS_STAGES_MAX; at++)
		for (size_t world = 0; world < WS_WORLD_COUNT; world++)
			longest.stages[at].instructions[world] = INT64_MAX / parts;
	assert_int_equal(ws_cell_compute(&longest, 1, &one_in_guest, &cell), 0);
	assert_int_equal(cell.segments.count, WS_SEGMENTS_MAX);
	assert_parts_sum(&cell);
	ws_cell_free(&cell);
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
		cmocka_unit_test(segments_are_of_the_usual_split_of_the_headline),
		cmocka_unit_test(a_segment_may_be_negative_and_the_sum_still_holds),
		cmocka_unit_test(the_markers_cost_is_taken_off_the_last_stage),
		cmocka_unit_test(the_markers_cost_is_taken_off_the_backend),
		cmocka_unit_test(stages_between_are_relays_and_one_alone_is_the_only),
		cmocka_unit_test(stages_at_places_are_no_turns),
		cmocka_unit_test(of_a_one_way_path_clean_windows_alone_count),
		cmocka_unit_test(splits_on_other_cpus_are_other_splits),
		cmocka_unit_test(a_path_that_is_none_makes_the_cell_invalid),
		cmocka_unit_test(the_longest_path_has_every_segment),
		cmocka_unit_test(the_largest_count_is_kept_and_a_larger_one_refused),
		cmocka_unit_test(bad_windows_leave_the_cell_untouched),
		cmocka_unit_test(a_result_gives_everything_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
