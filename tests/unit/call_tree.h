/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Instructions of a few known functions, and the tree of calls that they make. After cmocka.h. */
#ifndef WORLDSWITCH_TESTS_CALL_TREE_H
#define WORLDSWITCH_TESTS_CALL_TREE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/* A list in braces has no parentheses. NOLINTBEGIN(bugprone-macro-parentheses) */
#define HYP(where, what)                                                                           \
	{                                                                                          \
		.world = WS_WORLD_HYPERVISOR, .address = (where), .place = (where)-0x1000,         \
		.size = 4, .bytes = what                                                           \
	}
/* NOLINTEND(bugprone-macro-parentheses) */

/* Of the code at HYP. */
static inline struct ws_symbols *known_symbols(void)
{
	static const char text[] = "8000 T vectors\n"
				   "8100 T save\n"
				   "8200 T run\n"
				   "8300 T enter\n"
				   "8400 T handle\n"
				   "8500 D data\n";
	struct ws_symbols *symbols;
	struct ws_error error;

	assert_int_equal(ws_symbols_parse(text, strlen(text), "a test", &symbols, &error), 0);
	return symbols;
}

struct fixture {
	struct ws_symbols *symbols;
	struct ws_functions functions;
	struct ws_calls calls;
	struct ws_trace trace;
};

/* The instructions of a list, once each and in order. */
static inline void explain_runs(struct fixture *fixture, struct ws_trace_instruction *list,
				size_t count, struct ws_trace_run *runs, size_t run_count)
{
	struct ws_naming naming = {.otherwise = {[WS_WORLD_GUEST] = "probe"}};

	fixture->symbols = known_symbols();
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

static inline void explain(struct fixture *fixture, struct ws_trace_instruction *list, size_t count)
{
	struct ws_trace_run run = {.count = (uint32_t)count};

	explain_runs(fixture, list, count, &run, 1);
}

static inline void release(struct fixture *fixture)
{
	ws_calls_free(&fixture->calls);
	ws_functions_free(&fixture->functions);
	ws_symbols_free(fixture->symbols);
}

static inline const struct ws_call *find(const struct fixture *fixture, const char *name)
{
	for (size_t at = 0; at < fixture->calls.count; at++) {
		const struct ws_call *call = &fixture->calls.list[at];
		const char *found = fixture->functions.list[call->function].name;

		if (found && !strcmp(found, name))
			return call;
	}
	return NULL;
}

static inline void assert_child(const struct fixture *fixture, const char *name, const char *parent)
{
	const struct ws_call *call = find(fixture, name);

	assert_non_null(call);
	assert_ptr_equal(&fixture->calls.list[call->parent], find(fixture, parent));
}

#endif
