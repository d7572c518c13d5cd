// SPDX-License-Identifier: GPL-2.0-or-later
/* Is the tracer's stream read strictly, and is one word out of place enough to distrust it? */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lab/stream.h"
#include "lab/trace.h"

#define HEADER "worldswitch-tracer 3 mode=fast cpus=2\n"

static int parse(const char *text, struct stream_line *line)
{
	return stream_parse(text, strlen(text), line);
}

static void test_lines(void **state)
{
	struct stream_line line;

	(void)state;
	assert_int_equal(parse("worldswitch-tracer 3 mode=oracle cpus=4", &line), 0);
	assert_int_equal(line.kind, STREAM_HEADER);
	assert_int_equal(line.version, 3);
	assert_true(line.oracle);
	assert_int_equal(line.cpus, 4);
	assert_int_equal(parse("cell 3 1000", &line), 0);
	assert_int_equal(line.cell, 3);
	assert_int_equal(line.windows, 1000);
	assert_int_equal(parse("w clean 7 1 2 3 4 18446744073709551615", &line), 0);
	assert_true(line.window.clean);
	assert_int_equal(line.window.stage_count, 1);
	assert_int_equal(line.window.stages[0].cpu, 7);
	assert_true(line.window.stages[0].instructions[4] == UINT64_MAX);
	assert_int_equal(parse("cell-bad 2 opened twice", &line), 0);
	assert_string_equal(line.reason, "opened twice");
	assert_int_equal(parse("done", &line), 0);
	assert_int_equal(parse("refused no self-test", &line), 0);
	assert_int_equal(line.kind, STREAM_REFUSED);
}

#define STAGE " 1 2 3 4 5 6"

static void test_stages(void **state)
{
	struct stream_line line;

	(void)state;
	assert_int_equal(parse("w mixed 1 3 900 0 0 0 0 0 700 0 5 0", &line), 0);
	assert_false(line.window.clean);
	assert_int_equal(line.window.stage_count, 2);
	assert_int_equal(line.window.stages[0].cpu, 1);
	assert_int_equal(line.window.stages[0].instructions[WS_WORLD_HYPERVISOR], 900);
	assert_int_equal(line.window.stages[1].cpu, 0);
	assert_int_equal(line.window.stages[1].instructions[WS_WORLD_HOST_USER], 5);
	assert_int_equal(parse("w clean" STAGE STAGE STAGE STAGE, &line), 0);
	assert_int_equal(line.window.stage_count, WS_STAGES_MAX);
	assert_int_equal(line.window.stages[WS_STAGES_MAX - 1].instructions[4], 6);
}

static void test_places(void **state)
{
	struct stream_line line;

	(void)state;
	assert_int_equal(parse("w clean 1 1 0 0 0 0 @1 1 0 5 0 0 0 0 0 7 0 0 0", &line), 0);
	assert_int_equal(line.window.stage_count, 3);
	assert_int_equal(line.window.stages[0].place, WS_PLACE_NONE);
	assert_int_equal(line.window.stages[1].place, WS_PLACE_EVENTFD_SIGNAL);
	assert_int_equal(line.window.stages[1].cpu, 1);
	assert_int_equal(line.window.stages[1].instructions[WS_WORLD_HYPERVISOR], 5);
	assert_int_equal(line.window.stages[2].place, WS_PLACE_NONE);
}

static void test_bad_lines(void **state)
{
	static const char *const bad[] = {
		"",
		" ",
		"w",
		"w clean",
		"w clean ",
		"w 0 1 2 3 4 5",
		"w 0 0 1 2 3 4 5",
		"w dirty 0 1 2 3 4 5",
		"w cleaner 0 1 2 3 4 5",
		"w clean mixed 0 1 2 3 4 5",
		"w clean 0 1 2 3 4",
		"w clean 0 1 2 3 4 5 6",
		"w clean 0 1 2 3 4 5 1 1 2 3 4",
		"w clean 0 1 2 3 4 5 ",
		"w  clean 0 1 2 3 4 5",
		"w clean  0 1 2 3 4 5",
		"w clean 0 1 2 3 4 -5",
		"w clean 0 1 2 3 4 18446744073709551616",
		"w clean 4294967296 1 2 3 4 5",
		"w clean" STAGE STAGE STAGE STAGE STAGE,
		"w clean @0 1 2 3 4 5 6",
		"w clean @1000 1 2 3 4 5 6",
		"w clean @ 1 2 3 4 5 6",
		"w clean @1 @1 1 2 3 4 5 6",
		"w clean @1",
		"cell 1",
		"cell 1 2 3",
		"cell-end x 1",
		"cell-bad 1",
		"cell-bad 1 ",
		"done ",
		"done x",
		"refused",
		"refused ",
		"worldswitch-tracer 3 mode=slow cpus=1",
		"worldswitch-tracer 3 mode=fast",
		"worldswitch-tracers 2 mode=fast cpus=1",
		"cell 1 \x80",
	};
	struct stream_line line;
	char longest[WS_STREAM_LINE_MAX + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (parse(bad[i], &line) != -EBADMSG)
			fail_msg("taken for a line: '%s'", bad[i]);
	assert_int_equal(stream_parse("done\0x", 6, &line), -EBADMSG);
	memset(longest, 'r', sizeof(longest));
	memcpy(longest, "refused ", 8);
	longest[WS_STREAM_LINE_MAX] = '\0';
	assert_int_equal(parse(longest, &line), -EBADMSG);
	longest[WS_STREAM_LINE_MAX - 1] = '\0';
	assert_int_equal(parse(longest, &line), 0);
}

static void feed(struct trace *trace, const char *text, size_t chunk)
{
	size_t size = strlen(text);

	trace_init(trace, false, 100);
	for (size_t at = 0; at < size; at += chunk)
		trace_feed(trace, text + at, size - at < chunk ? size - at : chunk);
	trace_end(trace);
}

static void test_good_trace(void **state)
{
	static const char text[] =
		HEADER "cell 65535 2\nw clean 0 57 9 0 0 0\nw clean 0 57 8 0 0 0\n"
		       "cell-end 65535 2\n"
		       "cell 1 2\nw clean 0 2 525 0 0 0\nw clean 0 2 526 0 0 0\n"
		       "cell-end 1 2\ndone\n";
	struct trace trace;

	(void)state;
	for (size_t chunk = 1; chunk < sizeof(text); chunk += 3) {
		feed(&trace, text, chunk);
		assert_string_equal(trace.broken, "");
		assert_true(trace.done);
		assert_int_equal(trace.cells[1].state, TRACE_ENDED);
		assert_int_equal(trace.cells[1].count, 2);
		assert_int_equal(trace.cells[1].windows[1].stages[0].instructions[1], 526);
		assert_int_equal(trace.cells[0].state, TRACE_NONE);
		assert_true(trace_selftest_good(&trace, 2, 57));
		assert_false(trace_selftest_good(&trace, 2, 58));
		assert_false(trace_selftest_good(&trace, 3, 57));
		assert_false(trace_selftest_good(&trace, 0, 57));
		trace_free(&trace);
	}
}

static void test_selftest_in_two_worlds(void **state)
{
	struct trace trace;

	(void)state;
	feed(&trace,
	     HEADER "cell 65535 2\nw clean 0 57 0 0 0 0\nw clean 0 0 57 0 0 0\ncell-end 65535 2\n",
	     7);
	assert_false(trace_selftest_good(&trace, 2, 57));
	trace_free(&trace);
}

/* The self-test never leaves its CPU, whatever its first stage counts. */
static void test_selftest_on_two_cpus(void **state)
{
	struct trace trace;

	(void)state;
	feed(&trace, HEADER "cell 65535 1\nw clean 0 57 0 0 0 0 1 0 0 0 0 0\ncell-end 65535 1\n",
	     7);
	assert_string_equal(trace.broken, "");
	assert_false(trace_selftest_good(&trace, 1, 57));
	trace_free(&trace);
}

static void test_bad_cells(void **state)
{
	static const struct {
		const char *text;
		const char *reason;
	} cases[] = {
		{"cell 1 2\nw clean 0 1 0 0 0 0\ncell-end 1 2\n", "announced 2"},
		{"cell 1 1\nw clean 0 1 0 0 0 0\ncell-end 1 2\n", "announced 1"},
		{"cell 1 1\nw clean 0 1 0 0 0 0\nw clean 0 1 0 0 0 0\ncell-end 1 1\n",
		 "more windows"},
		{"cell 1 0\ncell-end 1 0\ncell 1 0\n", "twice"},
		{"cell 1 0\ncell 2 0\n", "another cell"},
		{"cell 1 0\ncell-bad 1 opened twice\n", "opened twice"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[512];
		struct trace trace;

		snprintf(text, sizeof(text), HEADER "%s", cases[i].text);
		feed(&trace, text, 5);
		assert_string_equal(trace.broken, "");
		assert_int_equal(trace.cells[1].state, TRACE_BAD);
		assert_non_null(strstr(trace.cells[1].reason, cases[i].reason));
		trace_free(&trace);
	}
}

static void test_broken_traces(void **state)
{
	static const struct {
		const char *text;
		const char *reason;
	} cases[] = {
		{"cell 1 2\n", "header"},
		{HEADER HEADER, "header"},
		{"worldswitch-tracer 2 mode=fast cpus=1\n", "stale"},
		{"worldswitch-tracer 4 mode=fast cpus=1\n", "stale"},
		{"worldswitch-tracer 3 mode=oracle cpus=1\n", "other mode"},
		{HEADER "w clean 0 1 2 3 4 5\n", "outside"},
		{HEADER "cell 1 1\nw clean 2 1 2 3 4 5\n", "a CPU that does not exist"},
		{HEADER "cell 1 1\nw mixed 1 1 2 3 4 5 2 1 2 3 4 5\n", "a CPU that does not exist"},
		{HEADER "cell 1 1\nw 0 0 1 2 3 4 5\n", "malformed"},
		{HEADER "cell 99 1\n", "does not exist"},
		{HEADER "cell-end 1 0\n", "had not begun"},
		{HEADER "rubbish\n", "malformed"},
		{HEADER "refused the self-test came out wrong\n", "the self-test came out wrong"},
		{HEADER "cell 1 2", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct trace trace;

		feed(&trace, cases[i].text, 11);
		assert_non_null(strstr(trace.broken, cases[i].reason));
		assert_int_equal(!trace.broken[0], !cases[i].reason[0]);
		trace_free(&trace);
	}
}

static void test_too_much(void **state)
{
	static char line[1 << 16];
	struct trace trace;

	(void)state;
	memset(line, 'x', sizeof(line));
	trace_init(&trace, false, 100);
	trace_feed(&trace, HEADER, strlen(HEADER));
	trace_feed(&trace, line, sizeof(line));
	assert_string_equal(trace.broken, "");
	trace_feed(&trace, "\n", 1);
	assert_non_null(strstr(trace.broken, "malformed"));
	trace_free(&trace);

	trace_init(&trace, false, 100);
	for (size_t i = 0; i <= TRACE_BYTES_MAX / sizeof(line); i++)
		trace_feed(&trace, line, sizeof(line));
	assert_non_null(strstr(trace.broken, "128 MiB"));
	trace_free(&trace);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_stages),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_bad_lines),
		cmocka_unit_test(test_good_trace),
		cmocka_unit_test(test_selftest_in_two_worlds),
		cmocka_unit_test(test_selftest_on_two_cpus),
		cmocka_unit_test(test_bad_cells),
		cmocka_unit_test(test_broken_traces),
		cmocka_unit_test(test_too_much),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
