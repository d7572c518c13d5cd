// SPDX-License-Identifier: GPL-2.0-or-later
/* Names out of a help text, and those that a mistyped one may mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/names.h"

static void test_names(void **state)
{
	static struct names names;
	char near[64];

	(void)state;
	names_from_lines(&names,
			 "Available CPUs:\n  cortex-a53\n  cortex-a57\n  max\n  neoverse-n1\n"
			 "  pxa250 (deprecated)\n\n");
	assert_int_equal(names.count, 5);
	assert_true(names_contain(&names, "pxa250"));
	assert_false(names_contain(&names, "Available"));
	assert_false(names_contain(&names, "cortex-a5"));
	names_near(&names, "cortex-a58", near, sizeof(near));
	assert_string_equal(near, "cortex-a53, cortex-a57");
	names_near(&names, "cortex-a57x", near, sizeof(near));
	assert_string_equal(near, "cortex-a57, cortex-a53");
	names_near(&names, "a57", near, sizeof(near));
	assert_string_equal(near, "cortex-a57");
	names_near(&names, "bogus", near, sizeof(near));
	assert_string_equal(near, "");
	names_near(&names, "", near, sizeof(near));
	assert_string_equal(near, "");
	names_near(&names, "cortex-a57", near, 4);
	assert_string_equal(near, "cor");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
