// SPDX-License-Identifier: GPL-2.0-or-later
/* The tree of calls, followed through exceptions and stages: from world to world, CPU to CPU. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/call_tree.h"

#define HVC                                                                                        \
	{                                                                                          \
		0x02, 0x00, 0x00, 0xd4                                                             \
	}
#define ERET                                                                                       \
	{                                                                                          \
		0xe0, 0x03, 0x9f, 0xd6                                                             \
	}

/* A list in braces has no parentheses. NOLINTBEGIN(bugprone-macro-parentheses) */
#define GUEST(where, what)                                                                         \
	{                                                                                          \
		.world = WS_WORLD_GUEST, .address = (where), .place = (where), .size = 4,          \
		.bytes = what                                                                      \
	}
/* NOLINTEND(bugprone-macro-parentheses) */

/* A guest's call as KVM takes it: the exit's vector jumps to code that returns into a function
 * which had called the entry, long before.
 */
static void a_hypercall_is_a_call(void **state)
{
	struct ws_trace_instruction list[] = {
		GUEST(0x100, HVC), HYP(0x8000, B),    HYP(0x8100, NOP),  HYP(0x8104, RET),
		HYP(0x8204, BL),   HYP(0x8400, NOP),  HYP(0x8404, RET),  HYP(0x8208, BL),
		HYP(0x8300, NOP),  HYP(0x8304, ERET), GUEST(0x104, NOP),
	};
	struct fixture fixture;

	(void)state;
	explain(&fixture, list, sizeof(list) / sizeof(list[0]));
	assert_int_equal(find(&fixture, "probe")->own, 2);
	assert_int_equal(find(&fixture, "probe")->inclusive, 11);
	assert_int_equal(find(&fixture, "probe")->parent, WS_CALLS_NONE);
	assert_child(&fixture, "vectors", "probe");
	assert_child(&fixture, "save", "probe");
	assert_child(&fixture, "run", "probe");
	assert_int_equal(find(&fixture, "run")->entered, 0);
	assert_int_equal(find(&fixture, "run")->inclusive, 6);
	assert_child(&fixture, "handle", "run");
	assert_int_equal(find(&fixture, "handle")->entered, 1);
	assert_child(&fixture, "enter", "run");
	release(&fixture);
}

static void an_exception_at_the_same_level_comes_back(void **state)
{
	struct ws_trace_instruction list[] = {
		HYP(0x8200, NOP),  HYP(0x8204, NOP), HYP(0x8000, BL), HYP(0x8400, RET),
		HYP(0x8004, ERET), HYP(0x8208, NOP), HYP(0x820c, BL), HYP(0x8400, RET),
	};
	struct fixture fixture;

	(void)state;
	explain(&fixture, list, sizeof(list) / sizeof(list[0]));
	assert_int_equal(find(&fixture, "run")->own, 4);
	assert_int_equal(find(&fixture, "run")->inclusive, 8);
	assert_child(&fixture, "vectors", "run");
	assert_int_equal(find(&fixture, "vectors")->inclusive, 3);
	release(&fixture);
}

/* A guest that is entered at a vector of its own, not where it was left. */
static void an_exception_put_into_a_guest_is_a_call_of_the_guests(void **state)
{
	struct ws_trace_instruction list[] = {
		GUEST(0x100, NOP),
		HYP(0x8000, ERET),
		GUEST(0x400, ERET),
		GUEST(0x104, NOP),
	};
	struct fixture fixture;

	(void)state;
	explain(&fixture, list, sizeof(list) / sizeof(list[0]));
	assert_int_equal(fixture.calls.count, 3);
	assert_int_equal(fixture.calls.list[2].parent, 0);
	assert_int_equal(fixture.calls.list[0].own, 2);
	release(&fixture);
}

/* At a place of interest a stage begins within calls, on another CPU it does not. */
static void calls_go_on_where_their_cpu_does(void **state)
{
	struct ws_trace_instruction list[] = {
		HYP(0x8100, NOP), HYP(0x8104, BL),  /* save calls run: */
		HYP(0x8200, NOP), HYP(0x8204, RET), /* another stage */
		HYP(0x8108, NOP),                   /* save */
	};
	struct ws_trace_run runs[] = {
		{.stage = 0, .first = 0, .count = 2},
		{.stage = 1, .first = 2, .count = 3},
	};
	struct fixture fixture = {.trace = {.window = {.stage_count = 2}}};
	const struct ws_call *run;

	(void)state;
	fixture.trace.window.stages[1].place = WS_PLACE_EVENTFD_SIGNAL;
	explain_runs(&fixture, list, 5, runs, 2);
	assert_int_equal(fixture.calls.count, 3);
	run = find(&fixture, "run");
	assert_int_equal(run->stage, 1);
	assert_int_equal(run->entered, 1);
	assert_int_equal(run->parent, 1);
	assert_int_equal(fixture.calls.list[1].stage, 1);
	assert_int_equal(fixture.calls.list[1].entered, 0);
	assert_int_equal(fixture.calls.list[1].own, 1);
	assert_int_equal(fixture.calls.list[1].inclusive, 3);
	release(&fixture);
	fixture.trace.window.stages[1].cpu = 1;
	explain_runs(&fixture, list, 5, runs, 2);
	assert_int_equal(find(&fixture, "run")->parent, WS_CALLS_NONE);
	release(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hypercall_is_a_call),
		cmocka_unit_test(an_exception_at_the_same_level_comes_back),
		cmocka_unit_test(an_exception_put_into_a_guest_is_a_call_of_the_guests),
		cmocka_unit_test(calls_go_on_where_their_cpu_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
