// SPDX-License-Identifier: GPL-2.0-or-later
/* What a user sees while waiting, on a terminal and in a log. */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/progress.h"
#include "support/clock.h"
#include "tests/unit/hide_seconds.h"

static int64_t seconds_of(const struct progress *progress)
{
	return (ws_now_ms() - progress->start) / 1000;
}

/* Reads until the text has come; fails where it does not. */
static void wait_for(int fd, const char *text)
{
	char seen[4096] = "";
	size_t length = 0;

	while (!strstr(seen, text)) {
		struct pollfd wait = {.fd = fd, .events = POLLIN};
		ssize_t got;

		if (poll(&wait, 1, 60000) != 1)
			fail_msg("'%s' did not come, but: %s", text, seen);
		got = read(fd, seen + length, sizeof(seen) - length - 1);
		assert_true(got > 0);
		length += (size_t)got;
		seen[length] = '\0';
		hide_seconds(seen);
	}
}

static void a_log_gets_long_steps_while_they_last_and_no_short_ones(void **state)
{
	struct progress progress;
	int ends[2];
	char rest[256] = "";
	int64_t second;
	bool was_short;

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	progress_begin(&progress, fdopen(ends[1], "w"), false);
	progress_step(&progress, "arm64/one", "short");
	progress_step(&progress, "arm64/one", "long");
	wait_for(ends[0], "   # s  arm64/one: long\n");
	progress_over(&progress, "arm64/one");
	second = seconds_of(&progress);
	progress_step(&progress, "arm64/one", "ending");
	progress_end(&progress);
	was_short = seconds_of(&progress) == second;
	fclose(progress.out);
	assert_true(read(ends[0], rest, sizeof(rest) - 1) == 0 || !was_short);
	close(ends[0]);
}

static void a_terminal_gets_one_line_that_is_wiped(void **state)
{
	struct progress progress;
	int terminal = posix_openpt(O_RDWR | O_NOCTTY);
	FILE *out;

	(void)state;
	assert_true(terminal >= 0);
	assert_int_equal(grantpt(terminal), 0);
	assert_int_equal(unlockpt(terminal), 0);
	out = fopen(ptsname(terminal), "w");
	assert_non_null(out);
	setenv("TERM", "xterm", 1);
	progress_begin(&progress, out, false);
	progress_step(&progress, "arm64/one", "booting");
	progress_step(&progress, "arm64/two", "measuring");
	wait_for(terminal, "\r\033[K   # s  arm64/one: booting; arm64/two: measuring");
	progress_step(&progress, "arm64/one", "");
	wait_for(terminal, "\r\033[K   # s  arm64/two: measuring");
	progress_expect(&progress, 3);
	progress_over(&progress, "arm64/one");
	wait_for(terminal, "\r\033[K   # s  1 of 3  arm64/two: measuring");
	pthread_mutex_lock(&progress.lock);
	progress.start -= 1000000;
	pthread_mutex_unlock(&progress.lock);
	wait_for(terminal, "\r\033[K10");
	progress_say(&progress, "warning: %s", "the disk is full");
	wait_for(terminal, "\r\033[Kwarning: the disk is full\r\n");
	progress_end(&progress);
	fclose(out);
	close(terminal);
}

static void a_terminal_that_cannot_redraw_gets_a_log(void **state)
{
	struct progress progress;
	int terminal = posix_openpt(O_RDWR | O_NOCTTY);
	FILE *out;

	(void)state;
	assert_int_equal(grantpt(terminal), 0);
	assert_int_equal(unlockpt(terminal), 0);
	out = fopen(ptsname(terminal), "w");
	assert_non_null(out);
	setenv("TERM", "dumb", 1);
	progress_begin(&progress, out, false);
	assert_false(progress.redraw);
	progress_end(&progress);
	fclose(out);
	close(terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_log_gets_long_steps_while_they_last_and_no_short_ones),
		cmocka_unit_test(a_terminal_gets_one_line_that_is_wiped),
		cmocka_unit_test(a_terminal_that_cannot_redraw_gets_a_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
