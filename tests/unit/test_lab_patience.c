// SPDX-License-Identifier: GPL-2.0-or-later
/* Does a time limit count a child's own work where it works, and the clock where it waits? */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/patience.h"
#include "support/clock.h"

#define LIMIT_MS      500
#define WORK_LIMIT_MS 1500
#define TRIES_MAX     20

static int64_t computed_ms(clockid_t clock)
{
	struct timespec used;

	clock_gettime(clock, &used);
	return (int64_t)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

/* Works for so many milliseconds of its own time, then rests, and so on. */
static _Noreturn void alternate(int work_ms, int rest_ms)
{
	for (;;) {
		int64_t until = computed_ms(CLOCK_PROCESS_CPUTIME_ID) + work_ms;

		while (computed_ms(CLOCK_PROCESS_CPUTIME_ID) < until)
			continue;
		poll(NULL, 0, rest_ms);
	}
}

static pid_t start(int work_ms, int rest_ms)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid > 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (work_ms)
		alternate(work_ms, rest_ms);
	for (;;)
		pause();
}

static void end(pid_t pid)
{
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

/* Milliseconds until it is over, from when it last looked at the clock. */
static int64_t wait_until_over(struct patience *patience)
{
	int64_t begin = patience->seen_ms;

	while (!patience_over(patience))
		poll(NULL, 0, (int)patience_wait(patience));
	return ws_now_ms() - begin;
}

static void work_counts_where_there_is_some(void **state)
{
	static const struct {
		int64_t interval, computed, counts;
	} cases[] = {
		{1000, 1000, 1000}, {1000, 1700, 1000}, {1000, 300, 300}, {1000, 50, 50},
		{1000, 49, 1000},   {1000, 0, 1000},    {1000, -1, 1000}, {0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(patience_counts(cases[i].interval, cases[i].computed),
				 cases[i].counts);
}

/* Whether one that works had most of its limit for itself: by the clock it has a third of it. */
static bool has_its_own_time(void)
{
	pid_t pid = start(30, 60);
	struct patience patience;
	int64_t taken, computed;
	clockid_t clock;

	assert_int_equal(clock_getcpuclockid(pid, &clock), 0);
	patience_begin(&patience, pid, WORK_LIMIT_MS);
	taken = wait_until_over(&patience);
	computed = computed_ms(clock);
	end(pid);
	return computed >= WORK_LIMIT_MS / 2 && taken >= WORK_LIMIT_MS * 4 / 3 &&
	       patience.own_ms > 0 && patience.own_ms < patience.passed_ms;
}

/* Where it gets next to nothing of a processor for whole intervals, it has to try again. */
static void one_that_works_has_its_own_time(void **state)
{
	bool had = false;

	(void)state;
	for (int tries = 0; tries < TRIES_MAX && !had; tries++)
		had = has_its_own_time();
	assert_true(had);
}

static void one_that_waits_has_the_clock(void **state)
{
	pid_t pid = start(0, 0);
	struct patience patience;

	(void)state;
	patience_begin(&patience, pid, LIMIT_MS);
	assert_in_range(wait_until_over(&patience), LIMIT_MS, UINT64_MAX);
	end(pid);
}

static void one_that_is_no_more_has_the_clock(void **state)
{
	pid_t pid = start(0, 0);
	struct patience patience;

	(void)state;
	end(pid);
	patience_begin(&patience, pid, LIMIT_MS);
	assert_in_range(wait_until_over(&patience), LIMIT_MS, UINT64_MAX);
}

static void progress_renews_it(void **state)
{
	pid_t pid = start(0, 0);
	struct patience patience;

	(void)state;
	patience_begin(&patience, pid, LIMIT_MS);
	wait_until_over(&patience);
	patience_renew(&patience);
	assert_int_equal(patience.passed_ms, 0);
	assert_in_range(wait_until_over(&patience), LIMIT_MS, UINT64_MAX);
	end(pid);
}

/* As long as we are stopped, nobody waits for anything. */
static void nobody_waits_while_nobody_looks(void **state)
{
	pid_t pid = start(0, 0);
	struct patience patience;

	(void)state;
	patience_begin(&patience, pid, LIMIT_MS);
	poll(NULL, 0, 3 * LIMIT_MS);
	assert_false(patience_over(&patience));
	end(pid);
}

/* What a limit is said to have been of is true: the clock's seconds are not the child's. */
static void its_message_is_true(void **state)
{
	static const struct {
		struct patience patience;
		const char *text;
	} cases[] = {
		{{.limit_ms = 120000, .spent_ms = 120100, .passed_ms = 120100}, "120 s"},
		{{.limit_ms = 1000, .spent_ms = 1000, .passed_ms = 1240, .own_ms = 13}, "1 s"},
		{{.limit_ms = 120000, .spent_ms = 120000, .passed_ms = 121000, .own_ms = 60000},
		 "120 s"},
		{{.limit_ms = 120000, .spent_ms = 120300, .passed_ms = 2400000, .own_ms = 120300},
		 "120 s of its own processor time"},
		{{.limit_ms = 120000, .spent_ms = 120300, .passed_ms = 600000, .own_ms = 40000},
		 "40 s of its own processor time and 80 s by the clock"},
	};
	char text[PATIENCE_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		patience_describe(&cases[i].patience, text);
		assert_string_equal(text, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(work_counts_where_there_is_some),
		cmocka_unit_test(one_that_works_has_its_own_time),
		cmocka_unit_test(one_that_waits_has_the_clock),
		cmocka_unit_test(one_that_is_no_more_has_the_clock),
		cmocka_unit_test(progress_renews_it),
		cmocka_unit_test(nobody_waits_while_nobody_looks),
		cmocka_unit_test(its_message_is_true),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
