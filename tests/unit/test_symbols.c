// SPDX-License-Identifier: GPL-2.0-or-later
/* Names of addresses: right or none, from texts that a guest wrote. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/symbols.h"

static struct ws_symbols *parse(const char *text)
{
	struct ws_symbols *symbols;
	struct ws_error error;

	assert_int_equal(ws_symbols_parse(text, strlen(text), "a test", &symbols, &error), 0);
	return symbols;
}

static void assert_named(const struct ws_symbols *symbols, uint64_t address, const char *name)
{
	const struct ws_symbol *symbol = ws_symbols_find(symbols, address);

	assert_non_null(symbol);
	assert_string_equal(symbol->name, name);
}

static void a_function_reaches_to_the_next_symbol(void **state)
{
	struct ws_symbols *symbols = parse("ffff800080010000 T kvm_init\n"
					   "ffff800080010100 D a_table\n"
					   "ffff800080010200 t kvm_exit\n"
					   "ffff800080010300 T _etext\n");

	(void)state;
	assert_null(ws_symbols_find(symbols, 0xffff80008000ffff));
	assert_named(symbols, 0xffff800080010000, "kvm_init");
	assert_named(symbols, 0xffff8000800100ff, "kvm_init");
	assert_null(ws_symbols_find(symbols, 0xffff800080010100));
	assert_named(symbols, 0xffff8000800102fc, "kvm_exit");
	assert_null(ws_symbols_find(symbols, 0xffff800080010304));
	ws_symbols_free(symbols);
}

static void one_of_several_names_is_taken(void **state)
{
	struct ws_symbols *symbols = parse("1000 t local\n"
					   "1000 W weak\n"
					   "1000 T zeta\n"
					   "1000 T alpha\n"
					   "1000 t $x\n"
					   "1008 t $d\n"
					   "1010 t .Ltmp\n"
					   "2000 t end\n");

	(void)state;
	assert_named(symbols, 0x1000, "alpha");
	assert_named(symbols, 0x1fff, "alpha");
	ws_symbols_free(symbols);
}

/* As x86's thunks stand in Linux; a section that begins where no function does names nothing. */
static void where_a_section_ends_is_no_name(void **state)
{
	struct ws_symbols *symbols = parse("1000 T __softirqentry_text_end\n"
					   "1000 T __x86_indirect_thunk_rax\n"
					   "2000 T __entry_text_start\n"
					   "2800 t vectors\n");

	(void)state;
	assert_named(symbols, 0x1000, "__x86_indirect_thunk_rax");
	assert_null(ws_symbols_find(symbols, 0x2000));
	assert_named(symbols, 0x2800, "vectors");
	ws_symbols_free(symbols);
}

static void modules_are_named(void **state)
{
	struct ws_symbols *symbols = parse("ffffffffc0001000 t svm_vcpu_run\t[kvm_amd]\n"
					   "ffffffffc0002000 t svm_vcpu_run [other]\n"
					   "ffffffff81000000 T _stext\n");
	const struct ws_symbol *symbol = ws_symbols_find(symbols, 0xffffffffc0001234);

	(void)state;
	assert_string_equal(symbol->module, "kvm_amd");
	symbol = ws_symbols_find(symbols, 0xffffffff81000000);
	assert_string_equal(symbol->name, "_stext");
	assert_string_equal(symbol->module, "");
	ws_symbols_free(symbols);
}

static int failure(const char *text, size_t size, struct ws_error *error)
{
	struct ws_symbols *symbols = NULL;
	int result = ws_symbols_parse(text, size, "a test", &symbols, error);

	assert_null(symbols);
	return result;
}

static void what_is_no_table_is_refused(void **state)
{
	static const char *const bad[] = {
		"hello",
		"1000",
		"1000 T",
		"1000 T ",
		"1000 TT name",
		"1000 1 name",
		"x T name",
		"00000000000000001 T name",
		"1000 T name module",
		"1000 T name []",
		"1000 T na\001me",
		"1000 T name [mod\n",
	};
	struct ws_error error;

	(void)state;
	for (size_t at = 0; at < sizeof(bad) / sizeof(bad[0]); at++)
		assert_int_equal(failure(bad[at], strlen(bad[at]), &error), -EINVAL);
	assert_int_equal(failure("1000 T a\0b", 10, &error), -EINVAL);
	assert_non_null(strstr(error.text, "a test"));
	assert_int_equal(failure("2000 T fine\n1000 T", 18, &error), -EINVAL);
	assert_non_null(strstr(error.text, "line 2"));
}

static void hidden_addresses_are_no_symbols(void **state)
{
	static const char hidden[] = "0000000000000000 T _stext\n0000000000000000 t kvm_init\n";
	static const char data[] = "1000 D only_data\n";
	struct ws_error error;

	(void)state;
	assert_int_equal(failure(hidden, strlen(hidden), &error), -ENODATA);
	assert_non_null(strstr(error.text, "kptr_restrict"));
	assert_int_equal(failure(data, strlen(data), &error), -ENODATA);
	assert_int_equal(failure("", 0, &error), -ENODATA);
}

static void a_name_may_be_as_long_as_the_kernels_are(void **state)
{
	char text[WS_SYMBOL_NAME_MAX + 32];
	struct ws_symbols *symbols;
	struct ws_error error;
	int length = snprintf(text, sizeof(text), "1000 T %0*d", WS_SYMBOL_NAME_MAX, 0);

	(void)state;
	symbols = parse(text);
	assert_int_equal(strlen(ws_symbols_find(symbols, 0x1000)->name), WS_SYMBOL_NAME_MAX);
	ws_symbols_free(symbols);
	text[length] = '0';
	assert_int_equal(failure(text, (size_t)length + 1, &error), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_function_reaches_to_the_next_symbol),
		cmocka_unit_test(one_of_several_names_is_taken),
		cmocka_unit_test(where_a_section_ends_is_no_name),
		cmocka_unit_test(modules_are_named),
		cmocka_unit_test(what_is_no_table_is_refused),
		cmocka_unit_test(hidden_addresses_are_no_symbols),
		cmocka_unit_test(a_name_may_be_as_long_as_the_kernels_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
