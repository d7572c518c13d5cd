// SPDX-License-Identifier: GPL-2.0-or-later
/* Symbols out of a file in the form of /proc/kallsyms, whatever it holds. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "vmm/symbols.h"

static struct vmm_symbol symbols[2];

/* Looks for "vectors" and "eventfd_signal_mask" in what write puts into a file. */
static int find(void (*write)(FILE *file))
{
	FILE *file = tmpfile();
	int result;

	assert_non_null(file);
	write(file);
	rewind(file);
	symbols[0] = (struct vmm_symbol){.name = "vectors"};
	symbols[1] = (struct vmm_symbol){.name = "eventfd_signal_mask"};
	result = vmm_symbols_find(fileno(file), symbols, 2);
	fclose(file);
	return result;
}

static void write_many(FILE *file)
{
	for (unsigned int at = 0; at < 20000; at++)
		fprintf(file, "ffff8000800%05x t a_function_%u\n", at, at);
	fputs("ffff800080010800 T vectors\n", file);
	for (unsigned int at = 0; at < 20000; at++)
		fprintf(file, "ffff8000801%05x t a_function_%u\n", at, at);
	fputs("ffff8000803d7a58 T eventfd_signal_mask\nffff8000803d7aff T vectors\n", file);
	fputs("ffff800080000001 t eventfd_signal_mask\t[a_module]\n", file);
}

static void test_found(void **state)
{
	(void)state;
	assert_int_equal(find(write_many), 0);
	assert_true(symbols[0].address == 0xffff800080010800);
	assert_true(symbols[1].address == 0xffff8000803d7a58);
}

/* What kptr_restrict hides, names that are longer, lines without an end. */
static void write_others(FILE *file)
{
	fputs("0000000000000000 T vectors\n", file);
	fputs("ffff800080010800 T vectors_end\nffff800080010800 T eventfd_signal\n", file);
	fputs("\n \nvectors\nffff8000800108000 T vectors\n", file);
	for (unsigned int at = 0; at < 50000; at++)
		fputc('f', file);
	fputs("\nffff8000803d7a58 T eventfd_signal_mask", file);
}

static void test_not_found(void **state)
{
	(void)state;
	assert_int_equal(find(write_others), 0);
	assert_true(symbols[0].address == 0);
	assert_true(symbols[1].address == 0);
}

static void test_nothing_to_read(void **state)
{
	(void)state;
	symbols[0].address = 0;
	assert_int_equal(vmm_symbols_find(-1, symbols, 1), -EBADF);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_not_found),
		cmocka_unit_test(test_nothing_to_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
