// SPDX-License-Identifier: GPL-2.0-or-later
/* Are the emulator's words the ones of a command line? */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vmm/lab.h"

static void test_words(void **state)
{
	char text[] = "  -b null  -n 3 ";
	char many[] = "a b c d";
	char *argv[5];

	(void)state;
	assert_int_equal(vmm_lab_split(text, argv, 4), -E2BIG);
	assert_int_equal(vmm_lab_split(many, argv, 5), 4);
	assert_string_equal(argv[3], "d");
	many[0] = '\0';
	assert_int_equal(vmm_lab_split(many, argv, 4), 0);
	assert_null(argv[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
