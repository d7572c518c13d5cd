// SPDX-License-Identifier: GPL-2.0-or-later
/* A window taken apart, as the tracer writes it: read back whole, and nothing else taken for one.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/explanation.h"
#include "lab/window_trace.h"

/* NOP in the guest twice, one in the hypervisor between, END. */
static const struct ws_window window = {
	.clean = true,
	.stage_count = 1,
	.stages = {{.cpu = 1, .instructions = {[WS_WORLD_GUEST] = 3, [WS_WORLD_HYPERVISOR] = 1}}},
};

static const char *const good[] = {
	"anchor 0xffff800080010000 0x10000",
	"trace 1 17",
	"i 0 0x1000 0x5000 1f2003d5",
	"i 1 0x80 0x6000 1f2003d5",
	"i 0 0x1004 0x5004 3f2c03d5",
	"x 0 0 2",
	"x 0 0 1",
	"x 0 2 1",
	"trace-end 4",
};

#define GOOD_LINES (sizeof(good) / sizeof(good[0]))

/* The result of the first line that is refused, and which it was. */
static int take(struct window_trace *trace, const char *const *lines, size_t count)
{
	*trace = (struct window_trace){0};
	for (size_t at = 0; at < count; at++) {
		int result = window_trace_line(trace, lines[at], &window);

		if (result)
			return result;
	}
	return 0;
}

static void a_trace_is_read_back(void **state)
{
	struct window_trace trace;

	(void)state;
	assert_int_equal(take(&trace, good, GOOD_LINES), 0);
	assert_int_equal(trace.state, WINDOW_TRACE_ENDED);
	assert_int_equal(trace.cell, 1);
	assert_int_equal(trace.number, 17);
	assert_int_equal(trace.trace.anchors[0].place, 0x10000);
	assert_int_equal(trace.trace.executed, 4);
	assert_int_equal(trace.trace.instruction_count, 3);
	assert_int_equal(trace.trace.instructions[1].world, WS_WORLD_HYPERVISOR);
	assert_int_equal(trace.trace.instructions[2].size, 4);
	assert_int_equal(trace.trace.instructions[2].bytes[3], 0xd5);
	window_trace_free(&trace);
}

static void each_line_is_needed(void **state)
{
	struct window_trace trace;

	(void)state;
	for (size_t without = 1; without + 1 < GOOD_LINES; without++) {
		const char *lines[GOOD_LINES];
		size_t count = 0;

		for (size_t at = 0; at < GOOD_LINES; at++)
			if (at != without)
				lines[count++] = good[at];
		assert_int_equal(take(&trace, lines, count), -EBADMSG);
		window_trace_free(&trace);
	}
}

static void what_is_no_line_of_a_trace_is_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"i",
		"i 5 0x1000 0x5000 1f",
		"i 0 0x1000 0x5000 ",
		"i 0 0x1000 0x5000 1",
		"i 0 0x1000 0x5000 1F",
		"i 0 0x1000 0x5000 000102030405060708090a0b0c0d0e0f",
		"x 0 0 1",
		"x 1 0 1",
		"x 0 0",
		"x 0 4294967295 4294967295",
		"x 0 0 0",
		"trace 1 2",
		"trace-cut x",
		"trace-end 1",
		"anchor 0x1",
		"w clean",
		"cell 1 2",
	};
	struct window_trace trace;

	(void)state;
	for (size_t at = 0; at < sizeof(bad) / sizeof(bad[0]); at++) {
		assert_int_equal(take(&trace, good, 2), 0);
		assert_int_equal(window_trace_line(&trace, bad[at], &window), -EBADMSG);
		window_trace_free(&trace);
	}
	assert_int_equal(take(&trace, good, 1), 0);
	assert_int_equal(window_trace_line(&trace, good[1], NULL), -EBADMSG);
	window_trace_free(&trace);
}

static void more_than_there_is_room_for_is_refused(void **state)
{
	struct window_trace trace;
	int result = 0;
	size_t taken = 0;

	(void)state;
	assert_int_equal(take(&trace, good, 3), 0);
	while (!(result = window_trace_line(&trace, good[3], &window)))
		taken++;
	assert_int_equal(result, -EOVERFLOW);
	assert_int_equal(taken, WS_TRACE_INSTRUCTIONS_MAX - 1);
	window_trace_free(&trace);

	assert_int_equal(take(&trace, good, 3), 0);
	while (!(result = window_trace_line(&trace, "x 0 0 1", &window)))
		;
	assert_int_equal(result, -EOVERFLOW);
	assert_int_equal(trace.trace.run_count, WS_TRACE_RUNS_MAX);
	window_trace_free(&trace);
}

static void a_trace_that_was_cut_need_not_agree(void **state)
{
	static const char *const cut[] = {
		"trace 1 17", "i 0 0x1000 0x5000 1f2003d5", "x 0 0 1", "trace-cut", "trace-end 1",
	};
	struct window_trace trace;

	(void)state;
	assert_int_equal(take(&trace, cut, sizeof(cut) / sizeof(cut[0])), 0);
	assert_true(trace.trace.cut);
	window_trace_free(&trace);
}

/* The whole way: the parts of each axis add up to the value, which END is not in. */
static void it_explains_its_cell(void **state)
{
	const struct ws_explained_cell cell = {
		.target = "arm64/kvm-vhe",
		.benchmark = WS_BENCHMARK_HYPERCALL,
		.value = 3,
		.baseline = 1,
	};
	struct ws_naming naming = {.otherwise = {[WS_WORLD_GUEST] = "probe"}};
	struct ws_explanation explanation;
	struct window_trace trace;
	struct ws_error error;

	(void)state;
	assert_int_equal(take(&trace, good, GOOD_LINES), 0);
	assert_int_equal(ws_explain(&trace.trace, &naming, &cell, &explanation, &error), 0);
	for (int axis = 0; axis < WS_AXIS_COUNT; axis++) {
		struct ws_part *parts;
		uint64_t sum = 0;
		size_t count;

		assert_int_equal(ws_parts_of(&explanation, (enum ws_axis)axis, &parts, &count), 0);
		assert_int_equal(count, 2);
		for (size_t at = 0; at < count; at++)
			sum += parts[at].own;
		assert_int_equal(sum, 3);
		free(parts);
	}
	ws_explanation_free(&explanation);
	window_trace_free(&trace);
}

static void another_window_explains_nothing(void **state)
{
	const struct ws_explained_cell cell = {
		.target = "arm64/kvm-vhe",
		.value = 4,
		.baseline = 1,
	};
	struct ws_naming naming = {0};
	struct ws_explanation explanation;
	struct window_trace trace;
	struct ws_error error;

	(void)state;
	assert_int_equal(take(&trace, good, GOOD_LINES), 0);
	assert_int_equal(ws_explain(&trace.trace, &naming, &cell, &explanation, &error), -ERANGE);
	window_trace_free(&trace);
}

/* One whose trace was cut short is not explained, but its totals are told. */
static void a_cut_trace_says_what_the_window_has(void **state)
{
	static const char *const cut[] = {
		"trace 1 17", "i 0 0x1000 0x5000 1f2003d5", "x 0 0 1", "trace-cut", "trace-end 1",
	};
	const struct ws_explained_cell cell = {
		.target = "arm64/kvm-vhe",
		.value = 3,
		.baseline = 1,
	};
	struct ws_naming naming = {0};
	struct ws_explanation explanation;
	struct window_trace trace;
	struct ws_error error;

	(void)state;
	assert_int_equal(take(&trace, cut, sizeof(cut) / sizeof(cut[0])), 0);
	assert_int_equal(ws_explain(&trace.trace, &naming, &cell, &explanation, &error),
			 -EOVERFLOW);
	assert_non_null(strstr(error.text, "1 of its 4 instructions"));
	assert_non_null(strstr(error.text, "it has guest 3, hypervisor 1"));
	window_trace_free(&trace);
}

/* A stream that ends within a trace: there is no trace. */
static void what_ends_early_is_no_trace(void **state)
{
	struct window_trace trace;

	(void)state;
	for (size_t count = 0; count < GOOD_LINES; count++) {
		assert_int_equal(take(&trace, good, count), 0);
		assert_int_not_equal(trace.state, WINDOW_TRACE_ENDED);
		window_trace_free(&trace);
	}
}

static void more_is_executed_than_a_trace_may_hold(void **state)
{
	static const struct ws_window long_window = {.clean = true, .stage_count = 1};
	struct window_trace trace;
	int result;

	(void)state;
	assert_int_equal(take(&trace, good, 3), 0);
	for (uint32_t at = 1; at < 64; at++)
		assert_int_equal(window_trace_line(&trace, good[3], &long_window), 0);
	do
		result = window_trace_line(&trace, "x 0 0 64", &long_window);
	while (!result);
	assert_int_equal(result, -EOVERFLOW);
	assert_int_equal(trace.trace.executed, WS_TRACE_EXECUTED_MAX);
	window_trace_free(&trace);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_trace_is_read_back),
		cmocka_unit_test(each_line_is_needed),
		cmocka_unit_test(what_is_no_line_of_a_trace_is_refused),
		cmocka_unit_test(more_than_there_is_room_for_is_refused),
		cmocka_unit_test(a_trace_that_was_cut_need_not_agree),
		cmocka_unit_test(it_explains_its_cell),
		cmocka_unit_test(another_window_explains_nothing),
		cmocka_unit_test(a_cut_trace_says_what_the_window_has),
		cmocka_unit_test(what_ends_early_is_no_trace),
		cmocka_unit_test(more_is_executed_than_a_trace_may_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
