// SPDX-License-Identifier: GPL-2.0-or-later
/* Which lines of the kernel's symbols go to the host, and in which pieces any bytes do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <worldswitch/markers.h>

#include "vmm/arch.h"
#include "vmm/data.h"
#include "vmm/kallsyms.h"

static char sent[4 * WS_DATA_MAX];
static size_t sent_size;
static unsigned int markers;

/* The one that a host sees. */
void arch_marker_data(const void *bytes, size_t size)
{
	assert_in_range(size, 1, WS_DATA_MAX);
	assert_true(size <= sizeof(sent) - sent_size);
	memcpy(sent + sent_size, bytes, size);
	sent_size += size;
	markers++;
}

static int setup(void **state)
{
	(void)state;
	sent_size = 0;
	markers = 0;
	return 0;
}

static void test_nothing_is_no_marker(void **state)
{
	(void)state;
	vmm_data_flush();
	vmm_data_add("", 0);
	vmm_data_flush();
	assert_int_equal(markers, 0);
}

static void test_pieces_are_as_large_as_they_may_be(void **state)
{
	static char bytes[2 * WS_DATA_MAX + 5];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i * 7);
	vmm_data_print("%s", "ab");
	vmm_data_add(bytes, sizeof(bytes));
	assert_int_equal(markers, 2);
	vmm_data_flush();
	assert_int_equal(markers, 3);
	assert_int_equal(sent_size, sizeof(bytes) + 2);
	assert_memory_equal(sent, "ab", 2);
	assert_memory_equal(sent + 2, bytes, sizeof(bytes));
}

static void test_a_function_ends_where_the_next_symbol_is(void **state)
{
	static const struct {
		const char *line;
		bool wanted;
	} lines[] = {
		{"ffff800080000000 d a_datum\n", false},
		{"0000000000001000 A a_number\n", false},
		{"ffff800080010000 T a_function\n", true},
		{"ffff800080010010 t another\n", true},
		{"0000000000001000 a a_number\n", false},
		{"ffff800080010020 D behind_it\n", true},
		{"ffff800080010024 d no_more\n", false},
		{"ffff800080010028 R no_more_either\n", false},
		{"ffff800080010030 W weak\n", true},
		{"ffff80007a000000 d of_a_module\t[kvm]\n", true},
		{"ffff80007a000010 b of_a_module\t[kvm]\n", true},
		{"ffff80007a000020 r .L14472\x02\t[kvm]\n", false},
	};
	bool after_function = false;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		assert_int_equal(vmm_kallsyms_wanted(lines[i].line, &after_function),
				 lines[i].wanted);
}

static void test_what_is_no_line_is_left_out(void **state)
{
	static const char *const lines[] = {
		"",
		"\n",
		"ffff800080010000",
		"ffff800080010000 T",
		"ffff800080010000xT name\n",
		"ffff800080010000 TT name\n",
	};
	bool after_function = true;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		assert_false(vmm_kallsyms_wanted(lines[i], &after_function));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_nothing_is_no_marker, setup),
		cmocka_unit_test_setup(test_pieces_are_as_large_as_they_may_be, setup),
		cmocka_unit_test(test_a_function_ends_where_the_next_symbol_is),
		cmocka_unit_test(test_what_is_no_line_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
