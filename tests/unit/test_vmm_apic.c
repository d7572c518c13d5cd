// SPDX-License-Identifier: GPL-2.0-or-later
/* The option of x86-64's VMM that arm64's has not, and what it has not of that one's. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "vmm/options.h"

static struct vmm_options options;
static struct ws_error error;

static int parse(const char *option, const char *value)
{
	char words[3][32] = {"worldswitch-vmm"};
	char *argv[] = {words[0], words[1], words[2], NULL};

	snprintf(words[1], sizeof(words[1]), "%s", option);
	snprintf(words[2], sizeof(words[2]), "%s", value);
	return vmm_options_parse(3, argv, &options, &error);
}

static void test_versions(void **state)
{
	(void)state;
	assert_int_equal(parse("--apic", "1"), VMM_REQUEST_RUN);
	assert_int_equal(options.irqchip, 1);
	assert_int_equal(parse("-a", "2"), VMM_REQUEST_RUN);
	assert_int_equal(options.irqchip, 2);
	assert_int_equal(parse("-n", "5"), VMM_REQUEST_RUN);
	assert_int_equal(options.irqchip, 0);
}

static void test_refuses(void **state)
{
	(void)state;
	assert_int_equal(parse("--apic", "0"), -EINVAL);
	assert_non_null(strstr(error.text, "--apic '0'"));
	assert_int_equal(parse("--apic", "3"), -EINVAL);
	assert_int_equal(parse("--gic", "2"), -EINVAL);
	assert_non_null(strstr(error.text, "unknown option '--gic'"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
