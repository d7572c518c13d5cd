// SPDX-License-Identifier: GPL-2.0-or-later
/* How many emulators at a time, on machines large and small. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/jobs.h"
#include "lab/lab.h"
#include "lab/machine.h"

#define EACH ((uint64_t)MACHINE_MEMORY_MIB + JOBS_EMULATOR_MIB)

static void processors_and_memory_both_limit(void **state)
{
	(void)state;
	assert_int_equal(jobs_of(2, 16 * EACH), 2);
	assert_int_equal(jobs_of(64, 16 * EACH), 16);
	assert_int_equal(jobs_of(64, 16 * EACH - 1), 15);
	assert_int_equal(jobs_of(64, UINT64_MAX), 64);
}

static void there_is_always_one(void **state)
{
	(void)state;
	assert_int_equal(jobs_of(2, EACH - 1), 1);
	assert_int_equal(jobs_of(2, 0), 1);
	assert_int_equal(jobs_of(0, UINT64_MAX), 1);
	assert_true(lab_jobs() >= 1);
}

static void memory_is_what_the_kernel_says(void **state)
{
	(void)state;
	assert_true(jobs_available_mib("MemTotal:       24684200 kB\nMemFree:  10 kB\n"
				       "MemAvailable:   2048000 kB\nBuffers: 3 kB\n") == 2000);
	assert_true(jobs_available_mib("MemTotal: 5 kB\n") == UINT64_MAX);
	assert_true(jobs_available_mib("MemAvailable: much\n") == UINT64_MAX);
	assert_true(jobs_available_mib("") == UINT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(processors_and_memory_both_limit),
		cmocka_unit_test(there_is_always_one),
		cmocka_unit_test(memory_is_what_the_kernel_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
