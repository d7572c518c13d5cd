// SPDX-License-Identifier: GPL-2.0-or-later
/* Which function an instruction is of, and where it leads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/call_tree.h"

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
	struct ws_symbols *symbols = known_symbols();

	(void)state;
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
		cmocka_unit_test(what_is_mapped_twice_is_named_by_its_place),
		cmocka_unit_test(x86_instructions_lead_where_they_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
