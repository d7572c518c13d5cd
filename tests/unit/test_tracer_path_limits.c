// SPDX-License-Identifier: GPL-2.0-or-later
/* What the path does not hold is told, and never a wrong count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/path_events.h"

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
		cmocka_unit_test_setup(test_foreign, setup),
		cmocka_unit_test_setup(test_too_long, setup),
		cmocka_unit_test_setup(test_too_many_messages, setup),
		cmocka_unit_test_setup(test_unknown_numbers, setup),
		cmocka_unit_test_setup(test_too_many_places, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
