// SPDX-License-Identifier: GPL-2.0-or-later
/* The VMM's console: whatever a guest sends, whole and harmless lines come out. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <worldswitch/records.h>

#include "tests/unit/record_line.h"
#include "vmm/console.h"
#include "vmm/records.h"

struct ends {
	struct vmm_console console;
	struct ws_error error;
	int reader;
};

static void open_ends(struct ends *ends)
{
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	*ends = (struct ends){.console.fd = fds[1], .reader = fds[0]};
}

static void send(struct ends *ends, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		assert_int_equal(vmm_console_put(&ends->console, text[i], &ends->error), 0);
}

/* Closes the console and checks everything that has come out of it. */
static void expect(struct ends *ends, const char *text)
{
	char out[4096];
	ssize_t size;

	assert_int_equal(vmm_console_flush(&ends->console, &ends->error), 0);
	close(ends->console.fd);
	size = read(ends->reader, out, sizeof(out) - 1);
	assert_true(size >= 0);
	out[size] = '\0';
	assert_string_equal(out, text);
	close(ends->reader);
}

static void test_passes_lines(void **state)
{
	struct ends ends;
	char out[16];

	(void)state;
	open_ends(&ends);
	send(&ends, "one\r\n", 5);
	assert_int_equal(read(ends.reader, out, sizeof(out)), 4); /* at once, and in one piece */
	send(&ends, "\ntwo", 4);
	expect(&ends, "two\n");
}

static void test_is_harmless_to_a_terminal(void **state)
{
	struct ends ends;

	(void)state;
	open_ends(&ends);
	send(&ends, "a\x1b[2Jb\0c\x7f\x80\xff\td\n", 13);
	expect(&ends, "a?[2Jbc???"
		      "?d\n");
}

static void test_cuts_lines_without_end(void **state)
{
	char long_line[VMM_CONSOLE_LINE_MAX + 1];
	char expected[VMM_CONSOLE_LINE_MAX + 8];
	struct ends ends;

	(void)state;
	memset(long_line, 'x', sizeof(long_line));
	snprintf(expected, sizeof(expected), "%.*s\nx\n", VMM_CONSOLE_LINE_MAX, long_line);
	open_ends(&ends);
	send(&ends, long_line, sizeof(long_line));
	expect(&ends, expected);
}

static void send_record(struct ends *ends, const char *before, const char *payload)
{
	char line[RECORD_LINE_MAX];

	send(ends, before, strlen(before));
	record_line(line, payload);
	send(ends, line, strlen(line));
	send(ends, "\n", 1);
}

static enum vmm_ending ending_after(const char *before, const char *payload)
{
	struct ends ends;

	open_ends(&ends);
	send_record(&ends, before, payload);
	close(ends.reader);
	close(ends.console.fd);
	return ends.console.ending;
}

static void test_notices_the_last_record(void **state)
{
	(void)state;
	assert_int_equal(ending_after("", "end cells=1"), VMM_ENDING_END);
	assert_int_equal(ending_after("(XEN) DOM1: ", "end cells=1"), VMM_ENDING_END);
	assert_int_equal(ending_after("@ws @ws 00", "panic where=sync esr=0x1 elr=0x2 far=0x3"),
			 VMM_ENDING_PANIC);
	assert_int_equal(ending_after("", "end"), VMM_ENDING_NONE);
	assert_int_equal(ending_after("", "ending cells=1"), VMM_ENDING_NONE);
	assert_int_equal(ending_after("", "start id=null"), VMM_ENDING_NONE);
}

static void test_believes_whole_records_only(void **state)
{
	static const char *const lines[] = {
		"@ws 00b df078941 end cells=1",
		"@ws fff df078940 end cells=1",
		"@ws 00b ",
		"end cells=1",
		"@ws 003 00000000 end",
		"@ws 0xb df078940 end cells=1",
	};

	(void)state;
	for (size_t at = 0; at < sizeof(lines) / sizeof(lines[0]); at++) {
		struct ends ends;

		open_ends(&ends);
		send(&ends, lines[at], strlen(lines[at]));
		send(&ends, "\n", 1);
		close(ends.reader);
		close(ends.console.fd);
		assert_int_equal(ends.console.ending, VMM_ENDING_NONE);
	}
}

static void test_names_the_step_that_failed(void **state)
{
	char out[256];
	char long_reason[300];
	int fds[2];
	ssize_t size;

	(void)state;
	assert_int_equal(pipe(fds), 0);
	vmm_record_failure(fds[1], "open-kvm", ENOENT, "/dev/kvm does not exist");
	size = read(fds[0], out, sizeof(out) - 1);
	assert_true(size > 0);
	out[size] = '\0';
	assert_non_null(strstr(out, "vmm step=open-kvm errno=2 reason=/dev/kvm does not exist\n"));

	memset(long_reason, 'r', sizeof(long_reason) - 1);
	long_reason[sizeof(long_reason) - 1] = '\0';
	vmm_record_failure(fds[1], "run", EIO, long_reason);
	size = read(fds[0], out, sizeof(out) - 1);
	assert_int_equal(size, WS_RECORD_MAX + 1);
	out[size] = '\0';
	close(fds[0]);
	close(fds[1]);
}

static void test_says_when_nobody_reads(void **state)
{
	struct ends ends;

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	open_ends(&ends);
	close(ends.reader);
	assert_int_equal(vmm_console_put(&ends.console, 'x', &ends.error), 0);
	assert_int_equal(vmm_console_put(&ends.console, '\n', &ends.error), -EPIPE);
	close(ends.console.fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_passes_lines),
		cmocka_unit_test(test_is_harmless_to_a_terminal),
		cmocka_unit_test(test_cuts_lines_without_end),
		cmocka_unit_test(test_notices_the_last_record),
		cmocka_unit_test(test_believes_whole_records_only),
		cmocka_unit_test(test_names_the_step_that_failed),
		cmocka_unit_test(test_says_when_nobody_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
