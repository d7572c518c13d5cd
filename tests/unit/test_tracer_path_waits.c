// SPDX-License-Identifier: GPL-2.0-or-later
/* A receiver that waited: where it goes on, and for whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/path_events.h"

/* Closed by a CPU that nothing has reached: all that the one that opened it did. */
static void test_never_woken(void **state)
{
	(void)state;
	path_open(&path, 0);
	run(0, 7);
	run(1, 100);
	close_window(1, false, 1);
	expect_stage(0, 0, 7);
	path_open(&path, 0);
	run(0, 1);
	send_number(0, 1, 1);
	path_interrupted(&path, 1);
	run(1, 2);
	send_number(1, 0, 1);
	path_interrupted(&path, 0);
	run(0, 3);
	close_window(2, false, 3);
	expect_stage(2, 0, 3);
	path_open(&path, 0);
	path_executed_foreign(&path, 0);
	expect_bad(2, "whose it was");
}

static void test_wait(void **state)
{
	(void)state;
	path_waits(&path, 1);
	assert_true(path_anyone_waits(&path));
	path_open(&path, 0);
	run(0, 2);
	send(0, 1);
	run(0, 100);
	path_goes_on(&path, 1);
	assert_false(path_anyone_waits(&path));
	run(1, 3);
	path_interrupted(&path, 1);
	acknowledge(1, 0);
	run(1, 4);
	close_window(1, true, 2);
	expect_stage(0, 0, 2);
	expect_stage(1, 1, 7);
}

/* A tick wakes it, not the message, which comes when it is busy. */
static void test_waited_before(void **state)
{
	(void)state;
	path_waits(&path, 1);
	path_open(&path, 0);
	path_goes_on(&path, 1);
	run(1, 100);
	send(0, 1);
	run(1, 100);
	path_interrupted(&path, 1);
	run(1, 4);
	close_window(1, true, 2);
	expect_stage(1, 1, 4);
}

static void test_wait_for_someone_else(void **state)
{
	(void)state;
	path_waits(&path, 2);
	path_open(&path, 0);
	send(0, 1);
	path_goes_on(&path, 2);
	path_interrupted(&path, 2);
	close_window(2, false, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_never_woken, setup),
		cmocka_unit_test_setup(test_wait, setup),
		cmocka_unit_test_setup(test_waited_before, setup),
		cmocka_unit_test_setup(test_wait_for_someone_else, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
