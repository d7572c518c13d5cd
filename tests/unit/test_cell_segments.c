// SPDX-License-Identifier: GPL-2.0-or-later
/* The segments of a cell: whose they are, and where the markers' own cost is taken off. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/windows.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(segments_are_of_the_usual_split_of_the_headline),
		cmocka_unit_test(a_segment_may_be_negative_and_the_sum_still_holds),
		cmocka_unit_test(the_markers_cost_is_taken_off_the_last_stage),
		cmocka_unit_test(the_markers_cost_is_taken_off_the_backend),
		cmocka_unit_test(stages_between_are_relays_and_one_alone_is_the_only),
		cmocka_unit_test(stages_at_places_are_no_turns),
		cmocka_unit_test(splits_on_other_cpus_are_other_splits),
		cmocka_unit_test(the_longest_path_has_every_segment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
