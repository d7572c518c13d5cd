// SPDX-License-Identifier: GPL-2.0-or-later
/* The critical path: events in, stages out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/path_events.h"

static void test_one_cpu(void **state)
{
	(void)state;
	run(0, 100);
	path_open(&path, 0);
	run(0, 3);
	path_executed(&path, 0, WS_WORLD_GUEST, 2);
	run(1, 50);
	run(0, 4);
	close_window(0, true, 1);
	expect_stage(0, 0, 7);
	assert_int_equal(window.stages[0].instructions[WS_WORLD_GUEST], 2);
}

static void test_message(void **state)
{
	(void)state;
	path_open(&path, 0);
	run(0, 3);
	run(1, 1000);
	send(0, 1);
	run(0, 500);
	run(1, 1000);
	path_interrupted(&path, 1);
	run(1, 5);
	close_window(1, true, 2);
	expect_stage(0, 0, 3);
	expect_stage(1, 1, 5);
}

static void test_message_nobody_waited_for(void **state)
{
	(void)state;
	path_open(&path, 0);
	run(0, 3);
	send(0, 1);
	path_interrupted(&path, 1);
	run(1, 1000);
	run(0, 4);
	close_window(0, true, 1);
	expect_stage(0, 0, 7);
}

static void test_round_trip(void **state)
{
	(void)state;
	path_open(&path, 0);
	run(0, 1);
	send(0, 1);
	run(0, 100);
	path_interrupted(&path, 1);
	run(1, 2);
	send(1, 0);
	path_interrupted(&path, 0);
	run(0, 3);
	close_window(0, true, 3);
	expect_stage(0, 0, 1);
	expect_stage(1, 1, 2);
	expect_stage(2, 0, 3);
}

/* A second message finds the receiver at work on the first: it interrupts that, no more. */
static void test_second_message(void **state)
{
	(void)state;
	path_open(&path, 0);
	run(0, 1);
	send(0, 1);
	path_interrupted(&path, 1);
	run(1, 10);
	run(0, 1000);
	send(0, 1);
	path_interrupted(&path, 1);
	run(1, 5);
	close_window(1, true, 2);
	expect_stage(0, 0, 1);
	expect_stage(1, 1, 15);
}

/*
 * Two messages with one number are one interrupt until that is acknowledged; with two numbers, or
 * after it, they are two.
 */
static void test_pending(void **state)
{
	(void)state;
	path_open(&path, 0);
	send(0, 1);
	send(0, 1);
	path_interrupted(&path, 1);
	send(0, 1);
	acknowledge(1, 0);
	acknowledge(1, 0);
	close_window(1, false, 2);
	path_open(&path, 0);
	send(0, 1);
	path_interrupted(&path, 1);
	acknowledge(1, 0);
	send(0, 1);
	path_interrupted(&path, 1);
	acknowledge(1, 0);
	close_window(1, true, 2);
	path_open(&path, 0);
	send_number(0, 1, 1);
	send_number(0, 1, 2);
	path_interrupted(&path, 1);
	acknowledge(1, 2);
	path_interrupted(&path, 1);
	acknowledge(1, 1);
	close_window(1, true, 2);
}

static void test_to_itself(void **state)
{
	const struct sent sent = {.sender = true};

	(void)state;
	path_open(&path, 0);
	run(0, 1);
	path_sent(&path, 0, &sent);
	path_interrupted(&path, 1);
	path_interrupted(&path, 0);
	run(0, 2);
	close_window(0, true, 1);
	expect_stage(0, 0, 3);
}

static void test_to_all_others(void **state)
{
	const struct sent sent = {.others = true};

	(void)state;
	path_open(&path, 1);
	path_sent(&path, 1, &sent);
	path_interrupted(&path, 0);
	path_interrupted(&path, 2);
	path_interrupted(&path, 1);
	run(2, 5);
	close_window(2, true, 2);
	expect_stage(1, 2, 5);
}

/* A message of one window is none of the next. */
static void test_left_over(void **state)
{
	(void)state;
	path_open(&path, 0);
	send(0, 1);
	close_window(0, true, 1);
	path_open(&path, 0);
	path_interrupted(&path, 1);
	close_window(1, false, 1);
}

/* A stage for each place that a CPU on the path comes to, the first time that it does. */
static void test_places(void **state)
{
	(void)state;
	path_open(&path, 0);
	run(0, 1);
	path_passes(&path, 1, WS_PLACE_EVENTFD_SIGNAL);
	path_passes(&path, 0, WS_PLACE_EVENTFD_SIGNAL);
	run(0, 2);
	path_passes(&path, 0, WS_PLACE_EVENTFD_SIGNAL);
	run(0, 4);
	send(0, 1);
	run(0, 100);
	path_interrupted(&path, 1);
	run(1, 8);
	path_passes(&path, 1, WS_PLACE_EVENTFD_SIGNAL);
	run(1, 16);
	path_passes(&path, 1, WS_PLACE_DOM0_INTERRUPT);
	run(1, 32);
	close_window(1, true, 4);
	expect_stage(0, 0, 1);
	expect_stage(1, 0, 6);
	expect_stage(2, 1, 24);
	expect_stage(3, 1, 32);
	assert_int_equal(window.stages[0].place, WS_PLACE_NONE);
	assert_int_equal(window.stages[1].place, WS_PLACE_EVENTFD_SIGNAL);
	assert_int_equal(window.stages[2].place, WS_PLACE_NONE);
	assert_int_equal(window.stages[3].place, WS_PLACE_DOM0_INTERRUPT);
}

/* Who answers what was asked before a place is on the path as if there were none. */
static void test_answer_after_a_place(void **state)
{
	(void)state;
	path_open(&path, 0);
	run(0, 1);
	send(0, 1);
	path_passes(&path, 0, WS_PLACE_EVENTFD_SIGNAL);
	run(0, 100);
	path_interrupted(&path, 1);
	run(1, 2);
	send(1, 0);
	path_interrupted(&path, 0);
	run(0, 4);
	close_window(0, true, 3);
	expect_stage(0, 0, 1);
	expect_stage(1, 1, 2);
	expect_stage(2, 0, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_one_cpu, setup),
		cmocka_unit_test_setup(test_message, setup),
		cmocka_unit_test_setup(test_message_nobody_waited_for, setup),
		cmocka_unit_test_setup(test_round_trip, setup),
		cmocka_unit_test_setup(test_second_message, setup),
		cmocka_unit_test_setup(test_pending, setup),
		cmocka_unit_test_setup(test_to_itself, setup),
		cmocka_unit_test_setup(test_to_all_others, setup),
		cmocka_unit_test_setup(test_left_over, setup),
		cmocka_unit_test_setup(test_places, setup),
		cmocka_unit_test_setup(test_answer_after_a_place, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
