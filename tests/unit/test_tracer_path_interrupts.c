// SPDX-License-Identifier: GPL-2.0-or-later
/* Which interrupts are the path's own, and which make a window mixed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/path_events.h"

static void acknowledge_device(unsigned int cpu)
{
	path_acknowledged(&path, cpu,
			  &(struct acknowledged){.kind = ACKNOWLEDGED_DEVICE, .number = 27});
}

static void test_noise(void **state)
{
	(void)state;
	/* on the sender before it sends, */
	path_open(&path, 0);
	path_interrupted(&path, 0);
	acknowledge_device(0);
	send(0, 1);
	path_interrupted(&path, 1);
	acknowledge(1, 0);
	close_window(1, false, 2);
	/* after it has sent, which is no concern of the path's, */
	path_open(&path, 0);
	send(0, 1);
	path_interrupted(&path, 0);
	acknowledge_device(0);
	path_interrupted(&path, 1);
	acknowledge(1, 0);
	close_window(1, true, 2);
	/* on the receiver before the message, */
	path_open(&path, 0);
	path_interrupted(&path, 1);
	acknowledge_device(1);
	send(0, 1);
	path_interrupted(&path, 1);
	acknowledge(1, 0);
	close_window(1, true, 2);
	/* and after it. */
	path_open(&path, 0);
	send(0, 1);
	path_interrupted(&path, 1);
	acknowledge(1, 0);
	path_interrupted(&path, 1);
	acknowledge_device(1);
	close_window(1, false, 2);
}

/* Software-generated, and nobody on the path has sent it. */
static void test_unrelated(void **state)
{
	(void)state;
	path_open(&path, 0);
	send_number(0, 1, 1);
	send_number(2, 1, 2);
	path_interrupted(&path, 1);
	acknowledge(1, 1);
	acknowledge(1, 2);
	close_window(1, false, 2);
	path_open(&path, 0);
	acknowledge(0, 0);
	close_window(0, false, 1);
}

/* Out of a guest by one vector, and then to the host's: one interrupt, and the first is the join.
 */
static void test_two_entries(void **state)
{
	(void)state;
	path_open(&path, 0);
	send(0, 1);
	path_interrupted(&path, 1);
	run(1, 10);
	path_interrupted(&path, 1);
	run(1, 5);
	acknowledge(1, 0);
	close_window(1, true, 2);
	expect_stage(1, 1, 15);
	/* The first of them was before the message, for what comes with it. */
	path_open(&path, 0);
	path_interrupted(&path, 1);
	run(1, 10);
	send(0, 1);
	path_interrupted(&path, 1);
	run(1, 5);
	acknowledge_device(1);
	acknowledge(1, 0);
	close_window(1, false, 2);
	expect_stage(1, 1, 5);
}

/* A handler that goes on until there is nothing more. */
static void test_several_in_one_entry(void **state)
{
	const struct acknowledged nothing = {.kind = ACKNOWLEDGED_NOTHING, .number = 0};

	(void)state;
	path_open(&path, 0);
	send_number(0, 1, 1);
	send_number(0, 1, 2);
	path_interrupted(&path, 1);
	acknowledge(1, 1);
	acknowledge(1, 2);
	path_acknowledged(&path, 1, &nothing);
	close_window(1, true, 2);
	path_open(&path, 0);
	send_number(0, 1, 1);
	path_interrupted(&path, 1);
	acknowledge(1, 1);
	acknowledge_device(1);
	path_acknowledged(&path, 1, &nothing);
	close_window(1, false, 2);
}

/* In a handler that was entered before the message, for something else. */
static void test_no_entry(void **state)
{
	(void)state;
	path_open(&path, 0);
	run(0, 1);
	path_interrupted(&path, 1);
	acknowledge_device(1);
	run(1, 100);
	send(0, 1);
	acknowledge(1, 0);
	run(1, 5);
	close_window(1, false, 2);
	expect_stage(0, 0, 1);
	expect_stage(1, 1, 5);
	/* The same on a CPU that was at work on the path. */
	path_open(&path, 0);
	send_number(0, 1, 1);
	path_interrupted(&path, 1);
	acknowledge(1, 1);
	send_number(1, 0, 2);
	path_interrupted(&path, 0);
	acknowledge(0, 2);
	send_number(0, 1, 3);
	acknowledge(1, 3);
	run(1, 5);
	close_window(1, true, 4);
	expect_stage(3, 1, 5);
}

/* For all CPUs: each acknowledges its own. */
static void test_each_its_own(void **state)
{
	const struct sent sent = {.others = true};

	(void)state;
	path_open(&path, 0);
	path_sent(&path, 0, &sent);
	acknowledge(2, 0);
	path_interrupted(&path, 1);
	acknowledge(1, 0);
	close_window(1, true, 2);
}

static void test_from_nowhere(void **state)
{
	(void)state;
	path_open(&path, 0);
	send(2, 1);
	path_interrupted(&path, 1);
	close_window(1, false, 1);
	path_open(&path, 0);
	close_window(1, false, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_noise, setup),
		cmocka_unit_test_setup(test_unrelated, setup),
		cmocka_unit_test_setup(test_two_entries, setup),
		cmocka_unit_test_setup(test_several_in_one_entry, setup),
		cmocka_unit_test_setup(test_no_entry, setup),
		cmocka_unit_test_setup(test_each_its_own, setup),
		cmocka_unit_test_setup(test_from_nowhere, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
