// SPDX-License-Identifier: GPL-2.0-or-later
/* The critical path: events in, stages out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tracer/path.h"

static struct path path;
static struct ws_window window;

static int setup(void **state)
{
	(void)state;
	path_reset(&path);
	return 0;
}

static void run(unsigned int cpu, uint64_t count)
{
	path_executed(&path, cpu, WS_WORLD_HYPERVISOR, count);
}

static void send_number(unsigned int from, unsigned int to, unsigned int number)
{
	const struct sent sent = {.cpus = UINT32_C(1) << to, .number = number};

	path_sent(&path, from, &sent);
}

static void acknowledge(unsigned int cpu, unsigned int number)
{
	path_acknowledged(&path, cpu,
			  &(struct acknowledged){.kind = ACKNOWLEDGED_SENT, .number = number});
}

static void acknowledge_device(unsigned int cpu)
{
	path_acknowledged(&path, cpu,
			  &(struct acknowledged){.kind = ACKNOWLEDGED_DEVICE, .number = 27});
}

static void send(unsigned int from, unsigned int to)
{
	send_number(from, to, 0);
}

static void expect_stage(uint32_t index, unsigned int cpu, uint64_t count)
{
	assert_true(index < window.stage_count);
	assert_int_equal(window.stages[index].cpu, cpu);
	assert_int_equal(window.stages[index].instructions[WS_WORLD_HYPERVISOR], count);
}

static void close_window(unsigned int cpu, bool clean, uint32_t stages)
{
	assert_null(path_close(&path, cpu, &window, NULL));
	assert_int_equal(window.clean, clean);
	assert_int_equal(window.stage_count, stages);
	assert_false(path.open);
}

static void expect_bad(unsigned int cpu, const char *reason)
{
	const char *problem = path_close(&path, cpu, &window, NULL);

	assert_non_null(problem);
	assert_non_null(strstr(problem, reason));
}

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

static void test_foreign(void **state)
{
	(void)state;
	path_open(&path, 0);
	path_executed_foreign(&path, 1);
	close_window(0, true, 1);
	path_open(&path, 0);
	path_executed_foreign(&path, 0);
	expect_bad(0, "whose it was");
}

static void test_too_long(void **state)
{
	(void)state;
	path_open(&path, 0);
	for (unsigned int i = 0; i + 1 < WS_STAGES_MAX; i++) {
		send_number(i % 2, 1 - i % 2, i);
		path_interrupted(&path, 1 - i % 2);
	}
	close_window((WS_STAGES_MAX - 1) % 2, true, WS_STAGES_MAX);
	path_open(&path, 0);
	for (unsigned int i = 0; i < WS_STAGES_MAX; i++) {
		send_number(i % 2, 1 - i % 2, i);
		path_interrupted(&path, 1 - i % 2);
		run(1 - i % 2, 1);
	}
	expect_bad(WS_STAGES_MAX % 2, "more often than can be reported");
}

static void test_too_many_messages(void **state)
{
	(void)state;
	path_open(&path, 0);
	for (unsigned int i = 0; i <= PATH_MESSAGES_MAX; i++)
		send_number(0, 1, i);
	expect_bad(0, "more interrupts were sent");
	path_open(&path, 0);
	for (unsigned int i = 0; i < PATH_MESSAGES_MAX; i++)
		send_number(0, 1, i);
	close_window(0, true, 1);
}

/* While a CPU's number is not known it may be any. */
static void test_unknown_numbers(void **state)
{
	(void)state;
	path_reset(&path);
	path_open(&path, 0);
	run(0, 1);
	send(0, 1);
	path_interrupted(&path, 1);
	run(1, 2);
	close_window(1, true, 2);
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

static void test_too_many_places(void **state)
{
	(void)state;
	path_open(&path, 0);
	for (unsigned int cpu = 0; cpu + 1 < WS_STAGES_MAX; cpu++) {
		send(cpu, cpu + 1);
		path_interrupted(&path, cpu + 1);
	}
	path_passes(&path, WS_STAGES_MAX - 1, WS_PLACE_EVENTFD_SIGNAL);
	expect_bad(WS_STAGES_MAX - 1, "more often than can be reported");
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
		cmocka_unit_test_setup(test_noise, setup),
		cmocka_unit_test_setup(test_unrelated, setup),
		cmocka_unit_test_setup(test_two_entries, setup),
		cmocka_unit_test_setup(test_several_in_one_entry, setup),
		cmocka_unit_test_setup(test_no_entry, setup),
		cmocka_unit_test_setup(test_each_its_own, setup),
		cmocka_unit_test_setup(test_never_woken, setup),
		cmocka_unit_test_setup(test_wait, setup),
		cmocka_unit_test_setup(test_waited_before, setup),
		cmocka_unit_test_setup(test_wait_for_someone_else, setup),
		cmocka_unit_test_setup(test_to_itself, setup),
		cmocka_unit_test_setup(test_to_all_others, setup),
		cmocka_unit_test_setup(test_from_nowhere, setup),
		cmocka_unit_test_setup(test_left_over, setup),
		cmocka_unit_test_setup(test_foreign, setup),
		cmocka_unit_test_setup(test_too_long, setup),
		cmocka_unit_test_setup(test_too_many_messages, setup),
		cmocka_unit_test_setup(test_unknown_numbers, setup),
		cmocka_unit_test_setup(test_places, setup),
		cmocka_unit_test_setup(test_answer_after_a_place, setup),
		cmocka_unit_test_setup(test_too_many_places, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
