// SPDX-License-Identifier: GPL-2.0-or-later
/* KVM's mode out of the kernel's log, and the choice of CPUs. */
#include <errno.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "host/cpus.h"
#include "vmm/arch/arm64/mode.h"
#include "vmm/placement.h"

static struct ws_error error;

static void test_modes(void **state)
{
	static const struct {
		const char *text;
		const char *mode;
	} cases[] = {
		{"6,210,118790,-;kvm [1]: VHE mode initialized successfully\n", "vhe"},
		{"6,2,1,-;kvm [1]: VHE+NV2 mode initialized successfully\n", "vhe"},
		{"6,2,1,-;kvm [1]: Hyp mode initialized successfully\n", "nvhe"},
		{"6,2,1,-;kvm [1]: Hyp nVHE mode initialized successfully\n", "nvhe"},
		{"6,2,1,-;kvm [1]: Hyp hVHE mode initialized successfully\n", "hvhe"},
		{"6,2,1,-;kvm [1]: Protected nVHE mode initialized successfully\n", "protected"},
		{"6,2,1,c;kvm [17]: Protected hVHE mode initialized successfully\n", "protected"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(vmm_mode_in(cases[i].text), cases[i].mode);
}

static void test_what_is_no_mode(void **state)
{
	static const char *const texts[] = {
		"",
		"6,2,1,-;",
		"6,2,1,-",
		"kvm [1]: VHE mode initialized successfully",
		"6,2,1,-;kvm [1]: VHE mode",
		"6,2,1,-;kvm [1]: VHE+NV3 mode initialized successfully\n",
		"6,2,1,-;kvm [1]: VHE mode not initialized successfully",
		"6,2,1,-;kvm [1]: IPA Size Limit: 48 bits\n",
		"6,2,1,-;kvm [1]",
		"6,2,1,-;kvm: VHE mode initialized successfully",
		"6,2,1,-;usb kvm [1]: VHE mode initialized successfully",
		"6,2,1,-;Kernel command line: kvm [1]: VHE mode initialized successfully",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_null(vmm_mode_in(texts[i]));
}

/* Where nobody says, it is the last and the first of all that the process may use. */
static void test_placement(void **state)
{
	const struct vmm_options options = {.iterations = 1};
	struct vmm_placement placement;
	struct host_cpus cpus;
	cpu_set_t allowed;

	(void)state;
	assert_int_equal(sched_getaffinity(0, sizeof(allowed), &allowed), 0);
	assert_int_equal(host_cpus_choose(&allowed, &cpus), 0);
	assert_int_equal(vmm_placement_find(&placement, &options, &error), 0);
	assert_int_equal(placement.measured, cpus.measured);
	assert_int_equal(placement.others, cpus.others);
	assert_int_equal(placement.apart, CPU_COUNT(&allowed) > 1);
}

/* What the user says is looked at before anything is tried. */
static void test_placement_of_the_users(void **state)
{
	struct vmm_options options = {.placed = true};
	struct vmm_placement placement;
	struct host_cpus cpus;

	(void)state;
	assert_int_equal(host_cpus_here(NULL, &cpus, &error), 0);
	options.measured_cpu = options.others_cpu = cpus.others;
	assert_int_equal(vmm_placement_find(&placement, &options, &error), 0);
	assert_int_equal(placement.measured, cpus.others);
	assert_false(placement.apart);
	options.others_cpu = CPU_SETSIZE - 1;
	assert_int_equal(vmm_placement_find(&placement, &options, &error), -EINVAL);
	assert_non_null(strstr(error.text, "CPU 1023 may not be used"));
	placement.measured = CPU_SETSIZE - 1;
	assert_true(vmm_placement_enter(&placement, &error) < 0);
	assert_non_null(strstr(error.text, "CPU 1023"));
}

/* A thread that has been pinned and is not any more may run where it could. */
static void test_placement_ends(void **state)
{
	const struct vmm_options options = {.iterations = 1};
	struct vmm_placement placement = {.pinned = false};
	cpu_set_t before;
	cpu_set_t now;

	(void)state;
	assert_int_equal(sched_getaffinity(0, sizeof(before), &before), 0);
	assert_int_equal(vmm_placement_find(&placement, &options, &error), 0);
	assert_int_equal(vmm_placement_enter(&placement, &error), 0);
	assert_int_equal(sched_getaffinity(0, sizeof(now), &now), 0);
	assert_int_equal(CPU_COUNT(&now), 1);
	vmm_placement_leave(&placement);
	assert_int_equal(sched_getaffinity(0, sizeof(now), &now), 0);
	assert_true(CPU_EQUAL(&before, &now));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_modes),
		cmocka_unit_test(test_what_is_no_mode),
		cmocka_unit_test(test_placement),
		cmocka_unit_test(test_placement_of_the_users),
		cmocka_unit_test(test_placement_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
