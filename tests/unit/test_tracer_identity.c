// SPDX-License-Identifier: GPL-2.0-or-later
/* Telling CPUs apart by a register's values, and their numbers by what the emulator mixes up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tracer/identity.h"

static void test_slots(void **state)
{
	struct identity identity;

	(void)state;
	identity_start(&identity, 2);
	assert_int_equal(identity_slot(&identity, 0x1000), 0);
	assert_int_equal(identity_slot(&identity, 0), 1);
	assert_int_equal(identity_slot(&identity, 0x1000), 0);
	assert_true(identity_runs(&identity, 0));
	assert_true(identity_runs(&identity, 1));
	assert_true(identity_runs(&identity, 0));
	assert_null(identity_problem(&identity));
}

/* A value that no CPU ran with while it mattered is of no account; one too many that did is. */
static void test_crowded(void **state)
{
	struct identity identity;

	(void)state;
	identity_start(&identity, 2);
	for (uint64_t value = 0; value < 3; value++)
		assert_int_equal(identity_slot(&identity, value), value);
	assert_true(identity_runs(&identity, 0));
	assert_true(identity_runs(&identity, 2));
	assert_null(identity_problem(&identity));
	assert_false(identity_runs(&identity, 1));
	assert_non_null(identity_problem(&identity));
}

static void test_no_room(void **state)
{
	struct identity identity;

	(void)state;
	identity_start(&identity, 8);
	for (uint64_t value = 0; value < IDENTITY_SLOTS; value++)
		assert_int_equal(identity_slot(&identity, value), value);
	assert_int_equal(identity_slot(&identity, IDENTITY_SLOTS), IDENTITY_NONE);
	assert_null(identity_problem(&identity));
	assert_false(identity_runs(&identity, IDENTITY_NONE));
	assert_non_null(identity_problem(&identity));
	assert_false(identity_witness(&identity, IDENTITY_NONE, 0));
}

static void test_numbers(void **state)
{
	struct identity identity;

	(void)state;
	identity_start(&identity, 3);
	for (uint64_t value = 0; value < 3; value++)
		identity_slot(&identity, value);
	assert_int_equal(identity_numbers(&identity, 0), 7);
	assert_int_equal(identity_numbers(&identity, IDENTITY_NONE), 7);
	assert_true(identity_witness(&identity, 0, 2));
	assert_false(identity_witness(&identity, 0, 2));
	assert_false(identity_witness(&identity, 0, 3));
	assert_int_equal(identity_numbers(&identity, 0), 4);
	assert_int_equal(identity_numbers(&identity, 1), 3);
	assert_true(identity_witness(&identity, 1, 0));
	assert_int_equal(identity_numbers(&identity, 2), 2);
	assert_null(identity_problem(&identity));
}

static void test_equal(void **state)
{
	struct identity identity;

	(void)state;
	identity_start(&identity, 2);
	identity_slot(&identity, 5);
	identity_witness(&identity, 0, 0);
	identity_witness(&identity, 0, 1);
	assert_non_null(identity_problem(&identity));
}

static void test_changing(void **state)
{
	struct identity identity;

	(void)state;
	identity_start(&identity, 2);
	identity_slot(&identity, 5);
	identity_slot(&identity, 6);
	identity_witness(&identity, 0, 1);
	identity_witness(&identity, 1, 1);
	assert_non_null(identity_problem(&identity));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slots),   cmocka_unit_test(test_crowded),
		cmocka_unit_test(test_no_room), cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_equal),   cmocka_unit_test(test_changing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
