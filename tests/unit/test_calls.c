// SPDX-License-Identifier: GPL-2.0-or-later
/* The tree of calls, followed through calls, returns and tail calls. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/call_tree.h"

static void a_tail_call_keeps_its_caller(void **state)
{
	struct ws_trace_instruction list[] = {
		HYP(0x8200, BL),
		HYP(0x8300, B),
		HYP(0x8400, RET),
		HYP(0x8204, NOP),
	};
	struct fixture fixture;

	(void)state;
	explain(&fixture, list, sizeof(list) / sizeof(list[0]));
	assert_child(&fixture, "enter", "run");
	assert_child(&fixture, "handle", "run");
	assert_int_equal(find(&fixture, "run")->own, 2);
	release(&fixture);
}

static uint32_t place_of(const struct fixture *fixture, const char *name)
{
	return (uint32_t)(find(fixture, name) - fixture->calls.list);
}

/* A call begins once, however long those that jump go round. */
static void a_chain_of_tail_calls_knows_each_link(void **state)
{
	struct ws_trace_instruction list[] = {
		HYP(0x8200, BL), HYP(0x8300, B),   HYP(0x8400, B),
		HYP(0x8100, B),  HYP(0x8400, RET), HYP(0x8204, NOP),
	};
	struct fixture fixture;

	(void)state;
	explain(&fixture, list, sizeof(list) / sizeof(list[0]));
	assert_int_equal(fixture.calls.count, 4);
	assert_int_equal(find(&fixture, "enter")->from, WS_CALLS_NONE);
	assert_int_equal(find(&fixture, "handle")->from, place_of(&fixture, "enter"));
	assert_int_equal(find(&fixture, "save")->from, place_of(&fixture, "handle"));
	assert_int_equal(find(&fixture, "save")->origin, place_of(&fixture, "enter"));
	assert_int_equal(find(&fixture, "handle")->entered, 2);
	release(&fixture);
}

/* What fills the CPU's stack of returns calls and returns within one function. */
static void a_call_into_the_same_function_is_none(void **state)
{
	struct ws_trace_instruction list[] = {
		HYP(0x8300, BL), HYP(0x8200, BL),  HYP(0x8210, BL),  HYP(0x8220, RET),
		HYP(0x8230, BL), HYP(0x8400, RET), HYP(0x8234, RET), HYP(0x8304, NOP),
	};
	struct fixture fixture;

	(void)state;
	explain(&fixture, list, sizeof(list) / sizeof(list[0]));
	assert_child(&fixture, "run", "enter");
	assert_int_equal(find(&fixture, "run")->entered, 1);
	assert_int_equal(find(&fixture, "run")->own, 5);
	assert_child(&fixture, "handle", "run");
	assert_int_equal(find(&fixture, "enter")->own, 2);
	release(&fixture);
}

/* The call is the last of `enter`; what follows it in memory is `handle`, which is not `enter`. */
static void what_a_call_comes_back_to_may_be_the_next_function(void **state)
{
	struct ws_trace_instruction list[] = {
		HYP(0x8200, BL),  HYP(0x83fc, BL),  HYP(0x8100, RET),
		HYP(0x8400, RET), HYP(0x8204, NOP),
	};
	struct fixture fixture;

	(void)state;
	explain(&fixture, list, sizeof(list) / sizeof(list[0]));
	assert_int_equal(find(&fixture, "enter")->own, 1);
	assert_int_equal(find(&fixture, "enter")->inclusive, 2);
	assert_child(&fixture, "handle", "run");
	assert_int_equal(find(&fixture, "handle")->own, 1);
	release(&fixture);
}

/* Deeper than there is room for, and returns that nothing has called: every instruction is still
 * counted once.
 */
static void parts_sum_whatever_is_executed(void **state)
{
	struct ws_trace_instruction list[1024];
	struct fixture fixture;
	uint64_t own = 0;
	uint64_t roots = 0;

	(void)state;
	for (size_t at = 0; at < 1024; at++)
		list[at] = at < 512 ? (struct ws_trace_instruction)HYP(0x8200, BL)
				    : (struct ws_trace_instruction)HYP(0x8300 + at, RET);
	explain(&fixture, list, 1024);
	for (size_t at = 0; at < fixture.calls.count; at++) {
		own += fixture.calls.list[at].own;
		if (fixture.calls.list[at].parent == WS_CALLS_NONE)
			roots += fixture.calls.list[at].inclusive;
	}
	assert_int_equal(own, 1024);
	assert_int_equal(roots, 1024);
	release(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tail_call_keeps_its_caller),
		cmocka_unit_test(a_chain_of_tail_calls_knows_each_link),
		cmocka_unit_test(a_call_into_the_same_function_is_none),
		cmocka_unit_test(what_a_call_comes_back_to_may_be_the_next_function),
		cmocka_unit_test(parts_sum_whatever_is_executed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
