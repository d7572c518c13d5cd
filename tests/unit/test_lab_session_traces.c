// SPDX-License-Identifier: GPL-2.0-or-later
/* Which traces of windows a session gives with its cells, and when a traced cell has ended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/scripted_session.h"

/* With the window that was wanted its cell ends, and with the last cell the session. */
static void test_a_traced_cell_ends_with_its_window(void **state)
{
	struct session_setup setup = setup_of("arm64/kvm-vhe", 1U << WS_BENCHMARK_NULL);
	struct session *session;

	(void)state;
	for (int traced = 0; traced < 2; traced++) {
		setup.traced = traced;
		setup.traced_benchmark = WS_BENCHMARK_NULL;
		session = start_as(&setup);
		say_opening(session);
		trace(session, opening);
		trace(session, "cell 0 3\nw clean 0 1 0 0 0 0\ntrace 0 0\n");
		trace(session, "i 0 0x1000 0x5000 1f2003d5\nx 0 0 1\n");
		assert_int_equal(seen.reports[WS_BENCHMARK_NULL], 0);
		trace(session, "trace-end 1\n");
		assert_int_equal(seen.reports[WS_BENCHMARK_NULL], traced);
		assert_int_equal(session_over(session), traced);
		session_end(session, WS_VERDICT_CRASHED, "the emulator ended");
		assert_int_equal(seen.verdict[WS_BENCHMARK_NULL],
				 traced ? WS_VERDICT_MEASURED : WS_VERDICT_CRASHED);
		session_free(session);
	}
}

static void trace_one(struct session *session, int number, int total)
{
	char lines[192];

	snprintf(lines, sizeof(lines), "w clean 0 %d 0 0 0 0\ntrace 0 %d\n", total, number);
	trace(session, lines);
	snprintf(lines, sizeof(lines),
		 "i 0 0x1000 0x5000 1f2003d5\ni 0 0x1004 0x5004 1f2003d5\nx 0 0 %d\n"
		 "trace-end %d\n",
		 total, total);
	trace(session, lines);
}

/* Of each total one window: the cell ends when so many have come, or as any other does. */
static void test_windows_of_each_total_are_given(void **state)
{
	struct session_setup setup = setup_of("arm64/kvm-vhe", 1U << WS_BENCHMARK_NULL);
	struct session *session;

	(void)state;
	setup.traced = true;
	setup.traced_benchmark = WS_BENCHMARK_NULL;
	setup.traced_windows = 2;
	session = start_as(&setup);
	say_opening(session);
	trace(session, opening);
	trace(session, "anchor 0x10000 0x20000\ncell 0 3\n");
	trace_one(session, 0, 1);
	trace_one(session, 1, 2);
	assert_int_equal(seen.reports[WS_BENCHMARK_NULL], 0);
	trace(session, "w clean 0 1 0 0 0 0\n");
	assert_int_equal(seen.reports[WS_BENCHMARK_NULL], 1);
	assert_int_equal(seen.verdict[WS_BENCHMARK_NULL], WS_VERDICT_MEASURED);
	assert_int_equal(seen.traces, 2);
	assert_int_equal(seen.traced, 3);
	assert_int_equal(seen.anchors, 2);
	assert_true(session_over(session));
	session_free(session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_traced_cell_ends_with_its_window),
		cmocka_unit_test(test_windows_of_each_total_are_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
