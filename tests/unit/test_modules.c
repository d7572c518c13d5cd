// SPDX-License-Identifier: GPL-2.0-or-later
/* Modules that lie elsewhere than their symbols say are found by the calls into them, or not named.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/modules.h"

#define CALL                                                                                       \
	{                                                                                          \
		0xe8, 0, 0, 0, 0                                                                   \
	}
#define NOP                                                                                        \
	{                                                                                          \
		0x90                                                                               \
	}

static const char symbols_text[] = "1000 T _stext\n"
				   "1100 T schedule\n"
				   "2000 D data\n"
				   "10000 t first\t[kvm]\n"
				   "10110 t second\t[kvm]\n"
				   "10230 t third\t[kvm]\n"
				   "10470 t fourth\t[kvm]\n"
				   "11000 d end\t[kvm]\n"
				   "ffff800000001240 t ask\t[events]\n"
				   "ffff800000001300 t tell\t[events]\n"
				   "ffff800000001400 t last\t[events]\n"
				   "ffff800000001440 d table\t[events]\n"
				   "ffff800000011240 t open\t[disk]\n"
				   "ffff800000011280 t close\t[disk]\n"
				   "ffff800000011380 t read\t[disk]\n"
				   "ffff800000011440 d head\t[disk]\n"
				   "ffff800080000000 T _text\n";

static struct ws_symbols *symbols;

static int setup(void **state)
{
	struct ws_error error;

	(void)state;
	return ws_symbols_parse(symbols_text, strlen(symbols_text), "a test", &symbols, &error);
}

static int teardown(void **state)
{
	(void)state;
	ws_symbols_free(symbols);
	return 0;
}

/* A call to each of these addresses, one after the other. */
static void call_all(const uint64_t *to, size_t count, struct ws_modules *modules)
{
	static const struct ws_trace_instruction call = {
		.world = WS_WORLD_HYPERVISOR, .address = 0x1000, .size = 5, .bytes = CALL};
	struct ws_trace_instruction list[32];
	struct ws_trace_run run = {.count = (uint32_t)(2 * count)};
	struct ws_trace trace = {
		.instructions = list,
		.instruction_count = 2 * count,
		.runs = &run,
		.run_count = 1,
		.executed = 2 * count,
	};

	for (size_t at = 0; at < count; at++) {
		list[2 * at] = call;
		list[2 * at + 1] = (struct ws_trace_instruction){
			.world = WS_WORLD_HYPERVISOR, .address = to[at], .size = 1, .bytes = NOP};
	}
	assert_int_equal(
		ws_modules_find(&trace, symbols, WS_WORLD_HYPERVISOR, ws_flow_x86_64, modules), 0);
}

static void a_module_that_moved_is_found(void **state)
{
	static const uint64_t to[] = {0x1100, 0x53110, 0x53230, 0x53470, 0x53110};
	struct ws_modules modules;
	const struct ws_symbol *symbol;

	(void)state;
	call_all(to, 5, &modules);
	assert_int_equal(modules.count, 1);
	assert_int_equal(modules.list[0].shift, 0x43000);
	symbol = ws_modules_symbol(&modules, symbols, 0x53234);
	assert_string_equal(symbol->name, "third");
	assert_null(ws_modules_symbol(&modules, symbols, 0x10234));
	assert_null(ws_modules_symbol(&modules, symbols, 0x1100));
}

static void a_module_that_did_not_move_is_found(void **state)
{
	static const uint64_t to[] = {0x10000, 0x10110, 0x10470};
	struct ws_modules modules;

	(void)state;
	call_all(to, 3, &modules);
	assert_int_equal(modules.count, 1);
	assert_int_equal(modules.list[0].shift, 0);
}

static void too_few_calls_or_others_name_nothing(void **state)
{
	static const uint64_t few[] = {0x10110, 0x10230};
	static const uint64_t odd[] = {0x10008, 0x10118, 0x10238, 0x10478};
	static const uint64_t image[] = {0x1000, 0x1100, 0x1104, 0x1108};
	struct ws_modules modules;

	(void)state;
	call_all(few, 2, &modules);
	assert_int_equal(modules.count, 0);
	call_all(odd, 4, &modules);
	assert_int_equal(modules.count, 0);
	call_all(image, 4, &modules);
	assert_int_equal(modules.count, 0);
}

/* One call of the kernel's, and what was executed from where it arrived. */
static void execute(const uint64_t *addresses, size_t count, struct ws_modules *modules)
{
	struct ws_trace_instruction list[8] = {
		{.world = WS_WORLD_GUEST, .address = 0xffff800080000000, .size = 5, .bytes = CALL},
	};
	struct ws_trace_run run = {.count = (uint32_t)count + 1};
	struct ws_trace trace = {
		.instructions = list,
		.instruction_count = count + 1,
		.runs = &run,
		.run_count = 1,
		.executed = count + 1,
	};

	for (size_t at = 0; at < count; at++)
		list[at + 1] = (struct ws_trace_instruction){
			.world = WS_WORLD_GUEST, .address = addresses[at], .size = 1, .bytes = NOP};
	assert_int_equal(ws_modules_find(&trace, symbols, WS_WORLD_GUEST, ws_flow_x86_64, modules),
			 0);
}

/* Another module has a function at such an address in its page, but not all of this code. */
static void the_only_module_that_explains_all_is_found(void **state)
{
	static const uint64_t code[] = {0xffff800000071300, 0xffff800000071304, 0xffff80000007143f};
	struct ws_modules modules;

	(void)state;
	execute(code, 3, &modules);
	assert_int_equal(modules.count, 1);
	assert_string_equal(modules.list[0].name, "events");
	assert_int_equal(modules.list[0].shift, 0x70000);
}

static void what_is_no_kernel_needs_no_module(void **state)
{
	static const uint64_t code[] = {0xffff800000071300, 0x71500, 0xffff800080000000};
	static const uint64_t process[] = {0x71300};
	struct ws_modules modules;

	(void)state;
	execute(code, 3, &modules);
	assert_int_equal(modules.count, 1);
	execute(process, 1, &modules);
	assert_int_equal(modules.count, 0);
}

static void two_modules_that_explain_all_name_nothing(void **state)
{
	static const uint64_t both[] = {0xffff800000071240, 0xffff80000007143f};
	struct ws_modules modules;

	(void)state;
	execute(both, 2, &modules);
	assert_int_equal(modules.count, 0);
}

static void code_of_no_module_names_nothing(void **state)
{
	static const uint64_t beyond[] = {0xffff800000071300, 0xffff800000071440};
	static const uint64_t before[] = {0xffff800000071300, 0xffff80000007123f};
	static const uint64_t within[] = {0xffff800000071308, 0xffff80000007130c};
	struct ws_modules modules;

	(void)state;
	execute(beyond, 2, &modules);
	assert_int_equal(modules.count, 0);
	execute(before, 2, &modules);
	assert_int_equal(modules.count, 0);
	execute(within, 2, &modules);
	assert_int_equal(modules.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_module_that_moved_is_found),
		cmocka_unit_test(a_module_that_did_not_move_is_found),
		cmocka_unit_test(too_few_calls_or_others_name_nothing),
		cmocka_unit_test(the_only_module_that_explains_all_is_found),
		cmocka_unit_test(what_is_no_kernel_needs_no_module),
		cmocka_unit_test(two_modules_that_explain_all_name_nothing),
		cmocka_unit_test(code_of_no_module_names_nothing),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
