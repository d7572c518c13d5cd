// SPDX-License-Identifier: GPL-2.0-or-later
/* Who runs, as an emulator tells it: this program plays the emulator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tracer/cpus.h"

/* What the tracer looks up in the emulator, by name. */
__attribute__((visibility("default"))) extern __thread void *current_cpu;
__attribute__((visibility("default"))) void *qemu_get_cpu(int number);

static char machine[3];
__thread void *current_cpu;

void *qemu_get_cpu(int number)
{
	return number < 2 ? &machine[number] : NULL;
}

static void test_who_runs(void **state)
{
	(void)state;
	cpus_start(2);
	assert_true(cpus_add(0));
	assert_true(cpus_add(1));
	current_cpu = &machine[1];
	assert_int_equal(cpus_running(), 1);
	current_cpu = &machine[0];
	assert_int_equal(cpus_running(), 0);
	assert_true(cpus_runs(0));
	assert_false(cpus_runs(1));
	assert_null(cpus_problem());
}

static void test_unknown_cpu(void **state)
{
	(void)state;
	cpus_start(2);
	assert_true(cpus_add(0));
	assert_false(cpus_add(2));
	assert_false(cpus_add(CPUS_MAX));
	current_cpu = &machine[2];
	assert_int_equal(cpus_running(), CPUS_NONE);
	assert_non_null(cpus_problem());
	assert_false(cpus_runs(0));
	current_cpu = NULL;
	assert_int_equal(cpus_running(), CPUS_NONE);
	assert_false(cpus_runs(0));
	assert_false(cpus_runs(2));
}

static void test_nobody_added(void **state)
{
	(void)state;
	cpus_start(2);
	current_cpu = &machine[0];
	assert_int_equal(cpus_running(), CPUS_NONE);
	assert_non_null(cpus_problem());
}

static void test_one_cpu_is_never_asked(void **state)
{
	(void)state;
	cpus_start(1);
	current_cpu = NULL;
	assert_true(cpus_add(0));
	assert_int_equal(cpus_running(), 0);
	assert_null(cpus_problem());
}

static void test_witness(void **state)
{
	(void)state;
	cpus_start(2);
	cpus_witness(1, 1);
	assert_null(cpus_problem());
	cpus_witness(1, 0);
	assert_non_null(cpus_problem());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_runs),     cmocka_unit_test(test_unknown_cpu),
		cmocka_unit_test(test_nobody_added), cmocka_unit_test(test_one_cpu_is_never_asked),
		cmocka_unit_test(test_witness),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
