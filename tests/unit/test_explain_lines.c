// SPDX-License-Identifier: GPL-2.0-or-later
/* Two windows lined up: which functions are the same, and what either has of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "report/explain.h"
#include "report/explain_lines.h"

#define FUNCTIONS_MAX    8
#define INSTRUCTIONS_MAX 64

/* A function of one side, and how many instructions it has. */
struct made {
	enum ws_world world;
	const char *name;
	uint32_t own;
	const char *module;
};

/* What an explanation of such functions consists of, each called by nobody. */
static struct side {
	struct ws_function functions[FUNCTIONS_MAX];
	struct ws_call calls[FUNCTIONS_MAX];
	uint32_t of[INSTRUCTIONS_MAX];
	struct ws_trace_instruction instructions[INSTRUCTIONS_MAX];
	struct ws_trace_run run;
	struct ws_trace trace;
	struct ws_spent spent[INSTRUCTIONS_MAX];
	uint8_t phases[INSTRUCTIONS_MAX];
} sides[2];
static struct ws_explanation explanations[2];
static struct ws_lines lines;

static void make(int number, const struct made *made)
{
	struct side *side = &sides[number];
	uint32_t function = 0, at = 0;

	*side = (struct side){.run = {.first = 0}};
	for (; made[function].name; function++) {
		const struct made *one = &made[function];

		side->functions[function] =
			(struct ws_function){one->world, 0x1000 + 0x100 * (uint64_t)function,
					     one->name, one->module ? one->module : ""};
		side->calls[function] = (struct ws_call){.parent = WS_CALLS_NONE,
							 .function = function,
							 .own = one->own,
							 .inclusive = one->own};
		for (uint32_t i = 0; i < one->own; i++, at++) {
			side->of[at] = function;
			side->instructions[at].world = one->world;
		}
	}
	side->run.count = at;
	side->trace = (struct ws_trace){.instructions = side->instructions,
					.instruction_count = at,
					.runs = &side->run,
					.run_count = 1,
					.window = {.stage_count = 1}};
	explanations[number] = (struct ws_explanation){
		.target = "arm64/kvm-nvhe",
		.variation = "",
		.benchmark = WS_BENCHMARK_HYPERCALL,
		.value = at,
		.trace = &side->trace,
		.functions = {.list = side->functions, .count = function, .of = side->of},
		.calls = {.list = side->calls, .count = function},
		.spent = side->spent,
		.phases = side->phases,
	};
}

#define ONE(where, called, count, lies)                                                            \
	{                                                                                          \
		.world = WS_WORLD_##where, .name = (called), .own = (count), .module = (lies)      \
	}
#define HYP(name, own)            ONE(HYPERVISOR, name, own, "")
#define HOST(name, own)           ONE(HOST_KERNEL, name, own, "")
#define MODULE(name, own, module) ONE(HOST_KERNEL, name, own, module)

#define MADE(number, ...) make(number, (const struct made[]){__VA_ARGS__, {.name = NULL}})

static void line_up(enum ws_axis axis)
{
	uint64_t sums[2] = {0};

	ws_lines_free(&lines);
	assert_int_equal(ws_lines_of(explanations, axis, &lines), 0);
	for (size_t at = 0; at < lines.count; at++)
		for (int side = 0; side < 2; side++)
			sums[side] += lines.list[at].own[side];
	assert_int_equal(sums[0], explanations[0].value);
	assert_int_equal(sums[1], explanations[1].value);
}

static void expect(size_t at, const char *name, const char *worlds, uint64_t a, uint64_t b)
{
	char text[WS_LINE_WORLDS_MAX];

	assert_true(at < lines.count);
	ws_line_worlds(lines.sorted[at], text);
	assert_string_equal(lines.sorted[at]->name, name);
	assert_string_equal(text, worlds);
	assert_int_equal(lines.sorted[at]->own[0], a);
	assert_int_equal(lines.sorted[at]->own[1], b);
}

/* The host's kernel and split mode's part have the same source twice. */
static void split_mode_beside_itself_is_not_merged(void **state)
{
	(void)state;
	MADE(0, HYP("__kvm_nvhe_memcpy", 4), HOST("memcpy", 9));
	MADE(1, HYP("__kvm_nvhe_memcpy", 7), HOST("memcpy", 8));
	line_up(WS_AXIS_FUNCTION);
	assert_int_equal(lines.count, 2);
	expect(0, "__kvm_nvhe_memcpy", "hypervisor", 4, 7);
	expect(1, "memcpy", "host-kernel", 9, 8);
	MADE(1, HOST("memcpy", 8));
	line_up(WS_AXIS_FUNCTION);
	assert_int_equal(lines.count, 2);
	expect(0, "__kvm_nvhe_memcpy", "hypervisor", 4, 0);
	expect(1, "memcpy", "host-kernel", 9, 8);
}

/* What grows comes first, whichever way the parts came. */
static void lines_of_one_name_have_an_order(void **state)
{
	(void)state;
	MADE(0, HYP("memcpy", 8), HOST("memcpy", 5));
	MADE(1, HYP("memcpy", 4), HOST("memcpy", 9));
	line_up(WS_AXIS_FUNCTION);
	assert_int_equal(lines.count, 2);
	expect(0, "memcpy", "host-kernel", 5, 9);
	expect(1, "memcpy", "hypervisor", 8, 4);
}

static void split_mode_beside_vhe_lines_up(void **state)
{
	(void)state;
	MADE(0, HYP("__kvm_nvhe___kvm_vcpu_run", 20), HOST("handle_exit", 3),
	     HYP("__kvm_nvhe_memcpy", 4), HOST("memcpy", 9));
	MADE(1, HYP("__kvm_vcpu_run", 12), HYP("handle_exit", 4), HYP("memcpy", 10));
	line_up(WS_AXIS_FUNCTION);
	assert_int_equal(lines.count, 3);
	expect(0, "__kvm_vcpu_run", "hypervisor", 20, 12);
	expect(1, "memcpy", "2 worlds > hypervisor", 13, 10);
	expect(2, "handle_exit", "host-kernel > hypervisor", 3, 4);
	assert_ptr_equal(lines.of[0][2], lines.sorted[1]);
	assert_ptr_equal(lines.of[0][3], lines.sorted[1]);
	assert_ptr_equal(lines.of[1][2], lines.sorted[1]);
}

/* Nothing is there to line up with, so that nothing is merged. */
static void what_one_has_alone_is_apart(void **state)
{
	(void)state;
	MADE(0, HYP("__kvm_nvhe_memcpy", 4), HOST("memcpy", 9));
	MADE(1, HOST("memset", 1));
	line_up(WS_AXIS_FUNCTION);
	assert_int_equal(lines.count, 3);
	expect(0, "memcpy", "host-kernel", 9, 0);
	expect(1, "__kvm_nvhe_memcpy", "hypervisor", 4, 0);
	expect(2, "memset", "host-kernel", 0, 1);
}

static void what_a_compiler_appends_is_no_name(void **state)
{
	(void)state;
	MADE(0, HOST("read.constprop.0", 9), HOST("get", 2), HOST("get.part.0", 3),
	     HOST("same.isra.0", 1), HOST("domain.c#map", 1), HOST(".cold", 1),
	     MODULE("run.cold", 1, "kvm"));
	MADE(1, HOST("read.part.0.constprop.0", 9), HOST("get.cold", 4), HOST("same.isra.0", 1),
	     HOST("grant.c#map", 1), HOST(".cold", 1), MODULE("run", 1, "kvm"),
	     MODULE("run", 1, "other"));
	line_up(WS_AXIS_FUNCTION);
	assert_int_equal(lines.count, 8);
	expect(0, "domain.c#map", "host-kernel", 1, 0);
	expect(1, "get", "host-kernel", 5, 4);
	expect(2, "grant.c#map", "host-kernel", 0, 1);
	expect(3, "run [other]", "host-kernel", 0, 1);
	expect(4, ".cold", "host-kernel", 1, 1);
	expect(5, "read", "host-kernel", 9, 9);
	expect(6, "run [kvm]", "host-kernel", 1, 1);
	expect(7, "same.isra.0", "host-kernel", 1, 1);
	MADE(0, HYP("__kvm_nvhe_read.constprop.0", 2));
	MADE(1, HYP("__kvm_nvhe_read", 2));
	line_up(WS_AXIS_FUNCTION);
	assert_int_equal(lines.count, 1);
	expect(0, "__kvm_nvhe_read", "hypervisor", 2, 2);
}

/* Where worlds divide the work differently is no difference of what is done. */
static void other_axes_are_summed_over_worlds(void **state)
{
	(void)state;
	MADE(0, HYP("a", 4), HOST("b", 9));
	MADE(1, HYP("a", 15));
	line_up(WS_AXIS_PHASE);
	assert_int_equal(lines.count, 1);
	expect(0, "guest", "2 worlds > hypervisor", 13, 15);
	assert_null(lines.of[0]);
}

static char *printed(int (*print)(FILE *out, const struct ws_explanation explanations[2]))
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(print(out, explanations), 0);
	assert_int_equal(fclose(out), 0);
	return text;
}

static void stacks_have_both_counts(void **state)
{
	char *text;

	(void)state;
	MADE(0, HOST("handle_exit", 3), HYP("__kvm_nvhe_run;", 2), HOST("run_a", 1));
	MADE(1, HYP("handle_exit", 4), HYP("run;", 5));
	sides[0].calls[1].parent = 0;
	sides[1].calls[1].parent = 0;
	text = printed(ws_explain_difference_folded);
	assert_string_equal(text,
			    "CPU 0;host-kernel > hypervisor: handle_exit 3 4\n"
			    "CPU 0;host-kernel > hypervisor: handle_exit;hypervisor: run: 2 5\n"
			    "CPU 0;host-kernel: run_a 1 0\n");
	free(text);
}

static int print_functions(FILE *out, const struct ws_explanation both[2])
{
	return ws_explain_difference(out, both, WS_AXIS_FUNCTION);
}

static void no_line_is_wider_than_100(void **state)
{
	char *text;

	(void)state;
	MADE(0, HOST("a_function_whose_name_is_longer_than_there_is_room_for_beside_worlds", 3));
	MADE(1, HYP("a_function_whose_name_is_longer_than_there_is_room_for_beside_worlds", 4));
	text = printed(print_functions);
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		assert_true(strlen(line) <= 100);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(split_mode_beside_itself_is_not_merged),
		cmocka_unit_test(lines_of_one_name_have_an_order),
		cmocka_unit_test(split_mode_beside_vhe_lines_up),
		cmocka_unit_test(what_one_has_alone_is_apart),
		cmocka_unit_test(what_a_compiler_appends_is_no_name),
		cmocka_unit_test(other_axes_are_summed_over_worlds),
		cmocka_unit_test(stacks_have_both_counts),
		cmocka_unit_test(no_line_is_wider_than_100),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	ws_lines_free(&lines);
	return failed;
}
