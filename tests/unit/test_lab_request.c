// SPDX-License-Identifier: GPL-2.0-or-later
/* What a request says of itself: its boot line, and the properties of its result. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lab/command.h"
#include "tests/unit/lab_request.h"

static void test_boot_lines(void **state)
{
	struct lab_request request = request_for("arm64/kvm-nvhe");
	struct ws_error error;
	char *line;

	(void)state;
	request.append = "quiet";
	assert_int_equal(command_boot_line(&request, &line, &error), 0);
	assert_string_equal(line,
			    "console=ttyAMA0 nokaslr cryptomgr.notests=1 "
			    "initcall_blacklist=jent_mod_init panic=-1 kvm-arm.mode=nvhe quiet "
			    "-- --lab");
	free(line);
	line = command_vmm_options(&request);
	assert_string_equal(line, "-b null,intc-trap -n 70 --gic 2 --timeout 86400");
	free(line);
	request = request_for("x86_64/kvm");
	assert_int_equal(command_boot_line(&request, &line, &error), 0);
	assert_string_equal(
		line,
		"console=ttyS0 no_timer_check tsc_early_khz=1000000 tsc=reliable slub_max_order=0 "
		"nokaslr cryptomgr.notests=1 initcall_blacklist=jent_mod_init panic=-1 "
		"-- --lab");
	free(line);
	line = command_vmm_options(&request);
	assert_string_equal(line, "-b null,intc-trap -n 70 --apic 2 --timeout 86400");
	free(line);
	request = request_for("arm64/xen");
	request.append = "sched=credit";
	assert_int_equal(command_boot_line(&request, &line, &error), 0);
	assert_string_equal(line, "console=dtuart bootscrub=0 dom0_mem=160M "
				  "dom0_max_vcpus=1 sched=credit");
	free(line);
	request = request_for("arm64/native");
	request.append = "for others";
	assert_int_equal(command_boot_line(&request, &line, &error), 0);
	assert_string_equal(line, "ws.benchmarks=null,intc-trap ws.iterations=70");
	free(line);
}

static void test_bad_append(void **state)
{
	static const char *const bad[] = {"--",   "a -- b", "-- b",    "a --",
					  "a\nb", "a\x01",  "\xc3\xa4"};
	struct lab_request request = request_for("arm64/kvm-vhe");
	char longest[4096];
	struct ws_error error;
	char *line;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		request.append = bad[i];
		assert_int_equal(command_boot_line(&request, &line, &error), -EINVAL);
		assert_null(line);
	}
	request.append = "a--b --c d-- ---";
	assert_int_equal(command_boot_line(&request, &line, &error), 0);
	free(line);
	memset(longest, 'x', sizeof(longest));
	longest[2047] = '\0';
	request.append = longest;
	assert_int_equal(command_boot_line(&request, &line, &error), -EINVAL);
	assert_non_null(strstr(error.text, "2047"));
	request = request_for("arm64/xen");
	longest[1023] = '\0';
	request.append = longest;
	assert_int_equal(command_boot_line(&request, &line, &error), -EINVAL);
	assert_non_null(strstr(error.text, "Xen"));
}

static const char *wanted(const struct lab_request *request, const char *name)
{
	static char found[256];
	size_t count;
	struct ws_property *properties = lab_request_properties(request, &count);

	assert_non_null(properties);
	snprintf(found, sizeof(found), "none");
	for (size_t i = 0; i < count; i++) {
		if (strcmp(properties[i].name, name) == 0)
			snprintf(found, sizeof(found), "%s", properties[i].value);
		free(properties[i].name);
		free(properties[i].value);
	}
	free(properties);
	return found;
}

/* Of a request that no plan came of: with the defaults, but no default image. */
static void test_properties_of_a_request(void **state)
{
	struct lab_request request = {.target = lab_target_find("arm64/kvm-vhe"), .iterations = 7};

	(void)state;
	assert_string_equal(wanted(&request, "cpu"), "neoverse-n1");
	assert_string_equal(wanted(&request, "gic"), "3");
	assert_string_equal(wanted(&request, "cpus"), "2");
	assert_string_equal(wanted(&request, "counting"), "fast");
	assert_non_null(strstr(wanted(&request, "kernel-command-line"), " -- --lab"));
	assert_string_equal(wanted(&request, "kernel"), "none");
	request.cpu = "max";
	request.controller = 2;
	request.cpus = 8;
	request.oracle = true;
	request.kernel = "linux-image-nonsense";
	request.suite = "bookworm";
	assert_string_equal(wanted(&request, "cpu"), "max");
	assert_string_equal(wanted(&request, "gic"), "2");
	assert_string_equal(wanted(&request, "cpus"), "8");
	assert_string_equal(wanted(&request, "counting"), "oracle");
	assert_string_equal(wanted(&request, "kernel"), "linux-image-nonsense");
	assert_string_equal(wanted(&request, "suite"), "bookworm");
	request.append = "a -- b"; /* no command line comes of it */
	assert_string_equal(wanted(&request, "kernel-command-line"), "none");
	assert_string_equal(wanted(&request, "cpu"), "max");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_boot_lines),
		cmocka_unit_test(test_bad_append),
		cmocka_unit_test(test_properties_of_a_request),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
