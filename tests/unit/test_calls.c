// SPDX-License-Identifier: GPL-2.0-or-later
/* The tree of calls, followed through calls, returns, tail calls and exceptions; and names. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/calls.h"

#define NOP                                                                                        \
	{                                                                                          \
		0x1f, 0x20, 0x03, 0xd5                                                             \
	}
#define BL                                                                                         \
	{                                                                                          \
		0x00, 0x00, 0x00, 0x94                                                             \
	}
#define B                                                                                          \
	{                                                                                          \
		0x00, 0x00, 0x00, 0x14                                                             \
	}
#define RET                                                                                        \
	{                                                                                          \
		0xc0, 0x03, 0x5f, 0xd6                                                             \
	}
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
#define HYP(where, what)                                                                           \
	{                                                                                          \
		.world = WS_WORLD_HYPERVISOR, .address = (where), .place = (where)-0x1000,         \
		.size = 4, .bytes = what                                                           \
	}
/* NOLINTEND(bugprone-macro-parentheses) */

static const char symbols_text[] = "8000 T vectors\n"
				   "8100 T save\n"
				   "8200 T run\n"
				   "8300 T enter\n"
				   "8400 T handle\n"
				   "8500 D data\n";

struct fixture {
	struct ws_symbols *symbols;
	struct ws_functions functions;
	struct ws_calls calls;
	struct ws_trace trace;
};

/* The instructions of a list, once each and in order. */
static void explain_runs(struct fixture *fixture, struct ws_trace_instruction *list, size_t count,
			 struct ws_trace_run *runs, size_t run_count)
{
	struct ws_error error;
	struct ws_naming naming = {.otherwise = {[WS_WORLD_GUEST] = "probe"}};

	assert_int_equal(ws_symbols_parse(symbols_text, strlen(symbols_text), "a test",
					  &fixture->symbols, &error),
			 0);
	naming.symbols[WS_WORLD_HYPERVISOR] = fixture->symbols;
	fixture->trace = (struct ws_trace){
		.instructions = list,
		.instruction_count = count,
		.runs = runs,
		.run_count = run_count,
		.executed = count,
		.window = fixture->trace.window,
	};
	assert_int_equal(
		ws_functions_of(&fixture->trace, &naming, ws_flow_arm64, &fixture->functions), 0);
	assert_int_equal(
		ws_calls_of(&fixture->trace, &fixture->functions, ws_flow_arm64, &fixture->calls),
		0);
	assert_int_equal(fixture->calls.executed, count);
}

static void explain(struct fixture *fixture, struct ws_trace_instruction *list, size_t count)
{
	struct ws_trace_run run = {.count = (uint32_t)count};

	explain_runs(fixture, list, count, &run, 1);
}

static void release(struct fixture *fixture)
{
	ws_calls_free(&fixture->calls);
	ws_functions_free(&fixture->functions);
	ws_symbols_free(fixture->symbols);
}

static const struct ws_call *find(const struct fixture *fixture, const char *name)
{
	for (size_t at = 0; at < fixture->calls.count; at++) {
		const struct ws_call *call = &fixture->calls.list[at];
		const char *found = fixture->functions.list[call->function].name;

		if (found && !strcmp(found, name))
			return call;
	}
	return NULL;
}

static void assert_child(const struct fixture *fixture, const char *name, const char *parent)
{
	const struct ws_call *call = find(fixture, name);

	assert_non_null(call);
	assert_ptr_equal(&fixture->calls.list[call->parent], find(fixture, parent));
}

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

/* Code that is mapped a second time has the name that its place has; other code has none. */
static void what_is_mapped_twice_is_named_by_its_place(void **state)
{
	struct ws_trace_instruction list[] = {
		{.world = WS_WORLD_HYPERVISOR, .address = 0x70004, .place = 0x7104, .size = 4},
		{.world = WS_WORLD_HYPERVISOR, .address = 0x70008, .place = 0x99999000, .size = 4},
		{.world = WS_WORLD_HOST_USER, .address = 0x8100, .place = 0x5000, .size = 4},
	};
	struct ws_naming naming = {0};
	struct ws_functions functions;
	struct ws_trace trace = {.instructions = list, .instruction_count = 3};
	struct ws_symbols *symbols;
	struct ws_error error;

	(void)state;
	assert_int_equal(
		ws_symbols_parse(symbols_text, strlen(symbols_text), "a test", &symbols, &error),
		0);
	naming.symbols[WS_WORLD_HYPERVISOR] = symbols;
	trace.anchors[trace.anchor_count++] = (struct ws_anchor){0x8200, 0x7200};
	assert_int_equal(ws_functions_of(&trace, &naming, ws_flow_arm64, &functions), 0);
	assert_string_equal(functions.list[functions.of[0]].name, "save");
	assert_null(functions.list[functions.of[1]].name);
	assert_null(functions.list[functions.of[2]].name);
	ws_functions_free(&functions);

	trace.anchors[trace.anchor_count++] = (struct ws_anchor){0x8300, 0x9300};
	assert_int_equal(ws_functions_of(&trace, &naming, ws_flow_arm64, &functions), 0);
	assert_null(functions.list[functions.of[0]].name);
	ws_functions_free(&functions);
	ws_symbols_free(symbols);
}

static void x86_instructions_lead_where_they_do(void **state)
{
	static const struct {
		uint8_t bytes[WS_TRACE_BYTES_MAX];
		size_t size;
		enum ws_flow flow;
	} cases[] = {
		{{0xe8, 1, 2, 3, 4}, 5, WS_FLOW_CALL},
		{{0xff, 0xd0}, 2, WS_FLOW_CALL},
		{{0x41, 0xff, 0xe3}, 3, WS_FLOW_JUMP},
		{{0xff, 0x30}, 2, WS_FLOW_NEXT},
		{{0xf3, 0xc3}, 2, WS_FLOW_RETURN},
		{{0x48, 0xcf}, 2, WS_FLOW_EXCEPTION_RETURN},
		{{0x0f, 0x01, 0xd8}, 3, WS_FLOW_EXCEPTION_RETURN},
		{{0x0f, 0x01, 0xd9}, 3, WS_FLOW_TRAP},
		{{0x0f, 0x01}, 2, WS_FLOW_NEXT},
		{{0x0f, 0x84, 0, 0, 0, 0}, 6, WS_FLOW_JUMP},
		{{0x66, 0x66}, 2, WS_FLOW_NEXT},
		{{0}, 0, WS_FLOW_NEXT},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++)
		assert_int_equal(ws_flow_x86_64(cases[at].bytes, cases[at].size), cases[at].flow);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hypercall_is_a_call),
		cmocka_unit_test(an_exception_at_the_same_level_comes_back),
		cmocka_unit_test(a_tail_call_keeps_its_caller),
		cmocka_unit_test(a_chain_of_tail_calls_knows_each_link),
		cmocka_unit_test(calls_go_on_where_their_cpu_does),
		cmocka_unit_test(an_exception_put_into_a_guest_is_a_call_of_the_guests),
		cmocka_unit_test(a_call_into_the_same_function_is_none),
		cmocka_unit_test(what_a_call_comes_back_to_may_be_the_next_function),
		cmocka_unit_test(parts_sum_whatever_is_executed),
		cmocka_unit_test(what_is_mapped_twice_is_named_by_its_place),
		cmocka_unit_test(x86_instructions_lead_where_they_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
