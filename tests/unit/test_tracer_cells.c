// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The tracer's reading of markers, driven with random ones: whatever a guest executes, the stream
 * stays bounded and well formed, and nothing is reported before a self-test that came out right.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/markers.h>
#include <worldswitch/windows.h>

#include "tracer/cells.h"
#include "tracer/options.h"
#include "tracer/places.h"
#include "tracer/stream.h"

#define MAGIC ((uint64_t)WS_MARKER_MAGIC << 32)

static uint64_t next_count;
static uint32_t next_stages = 1;
static enum ws_place next_place;
static const char *next_problem;
static unsigned int dropped;
static int file = -1;

static void open_window(unsigned int cpu)
{
	assert_int_equal(cpu, 0);
}

static const char *close_window(unsigned int cpu, struct ws_window *window)
{
	assert_int_equal(cpu, 0);
	*window = (struct ws_window){.clean = true, .stage_count = next_stages};
	for (uint32_t i = 0; i < next_stages; i++)
		for (size_t world = 0; world < WS_WORLD_COUNT; world++)
			window->stages[i].instructions[world] = next_count;
	window->stages[0].place = next_place;
	return next_problem;
}

static void drop_window(void)
{
	dropped++;
}

static const struct counter counter = {
	.open = open_window,
	.close = close_window,
	.drop = drop_window,
};

static void mark(unsigned int number, uint64_t x0, uint64_t x1, uint64_t x2)
{
	const struct marker marker = {.number = number, .operands = {x0, x1, x2}};

	cells_marker(&marker);
}

static void mark_in(enum ws_world world, unsigned int number)
{
	const struct marker marker = {.number = number, .world = world};

	cells_marker(&marker);
}

static void start(void)
{
	file = memfd_create("stream", 0);
	assert_true(file >= 0);
	assert_int_equal(stream_open(file), 0);
	cells_start(&counter);
	next_stages = 1;
	next_problem = NULL;
	dropped = 0;
}

/* The stream as text; freed by the caller. */
static char *stop(void)
{
	off_t size;
	char *text;

	cells_stop();
	stream_close();
	size = lseek(file, 0, SEEK_END);
	text = calloc(1, (size_t)size + 1);
	assert_non_null(text);
	assert_int_equal(pread(file, text, (size_t)size, 0), size);
	close(file);
	return text;
}

static void run_selftest(uint64_t count)
{
	next_count = count;
	mark(WS_MARKER_CELL_BEGIN, MAGIC | WS_CELL_SELFTEST, 1, 4);
	mark(WS_MARKER_BEGIN, 0, 0, 0);
	mark(WS_MARKER_END, 0, 0, 0);
	mark(WS_MARKER_CELL_END, MAGIC | WS_CELL_SELFTEST, 1, 0);
}

static void run_cell(uint32_t number)
{
	mark(WS_MARKER_CELL_BEGIN, MAGIC | number, 1, 0);
	mark(WS_MARKER_BEGIN, 0, 0, 0);
	mark(WS_MARKER_END, 0, 0, 0);
	mark(WS_MARKER_CELL_END, MAGIC | number, 1, 0);
}

static void test_selftest_first(void **state)
{
	char *text;

	(void)state;
	start();
	run_selftest(4);
	run_cell(1);
	mark(WS_MARKER_DONE, MAGIC, 0, 0);
	run_cell(2);
	text = stop();
	assert_string_equal(text, "cell 65535 1\nw clean 0 4 4 4 4 4\ncell-end 65535 1\n"
				  "cell 1 1\nw clean 0 4 4 4 4 4\ncell-end 1 1\ndone\n");
	free(text);
}

static void test_selftest_off_by_one(void **state)
{
	char *text;

	(void)state;
	start();
	run_selftest(5);
	run_cell(1);
	text = stop();
	assert_non_null(strstr(text, "cell-end 65535 1\nrefused the self-test failed"));
	assert_null(strstr(text, "cell 1 "));
	free(text);
}

static void test_selftest_between_worlds(void **state)
{
	char *text;

	(void)state;
	start();
	next_count = 4;
	mark(WS_MARKER_CELL_BEGIN, MAGIC | WS_CELL_SELFTEST, 1, 4);
	mark_in(WS_WORLD_GUEST, WS_MARKER_BEGIN);
	mark_in(WS_WORLD_HYPERVISOR, WS_MARKER_END);
	mark(WS_MARKER_CELL_END, MAGIC | WS_CELL_SELFTEST, 1, 0);
	run_cell(1);
	text = stop();
	assert_non_null(strstr(text, "refused the self-test failed: window 0 began in one world"));
	free(text);
}

static void test_selftest_between_cpus(void **state)
{
	char *text;

	(void)state;
	start();
	next_stages = 2;
	run_selftest(4);
	text = stop();
	assert_non_null(strstr(text, "refused the self-test failed: window 0 began in one world"));
	free(text);
}

static void test_longest_line(void **state)
{
	char longest[WS_STREAM_LINE_MAX] = "w clean";
	size_t used = strlen(longest);
	char *text;

	(void)state;
	start();
	run_selftest(4);
	next_count = UINT64_MAX;
	next_stages = WS_STAGES_MAX;
	run_cell(0);
	text = stop();
	for (int i = 0; i < WS_STAGES_MAX; i++)
		used += (size_t)snprintf(longest + used, sizeof(longest) - used,
					 " 0 %1$" PRIu64 " %1$" PRIu64 " %1$" PRIu64 " %1$" PRIu64
					 " %1$" PRIu64 "%2$s",
					 UINT64_MAX, i == WS_STAGES_MAX - 1 ? "\n" : "");
	assert_non_null(strstr(text, longest));
	free(text);
}

/* What cannot be told spoils its cell, and a window that nobody closes is let go. */
static void test_problems(void **state)
{
	char *text;

	(void)state;
	start();
	run_selftest(4);
	next_problem = "of the moon";
	run_cell(0);
	assert_int_equal(dropped, 0);
	next_problem = NULL;
	mark(WS_MARKER_CELL_BEGIN, MAGIC | 1, 1, 0);
	mark(WS_MARKER_BEGIN, 0, 0, 0);
	mark(WS_MARKER_CELL_END, MAGIC | 1, 1, 0);
	assert_int_equal(dropped, 1);
	run_cell(2);
	text = stop();
	assert_non_null(strstr(text, "cell 0 1\ncell-bad 0 of the moon\ncell 1 1\ncell-bad 1 a "
				     "window was never closed\ncell 2 1\nw clean 0 4"));
	free(text);
}

static void test_places(void **state)
{
	char *text;

	(void)state;
	start();
	run_selftest(4);
	mark(WS_MARKER_PLACE, WS_PLACE_EVENTFD_SIGNAL, 0x1000, 0);
	mark(WS_MARKER_PLACE, MAGIC | WS_PLACE_NONE, 0x1000, 0);
	mark(WS_MARKER_PLACE, MAGIC | WS_PLACE_COUNT, 0x1000, 0);
	assert_false(places_are_new());
	mark(WS_MARKER_PLACE, MAGIC | WS_PLACE_EVENTFD_SIGNAL, 0x1000, 0);
	assert_true(places_are_new());
	assert_false(places_are_new());
	assert_int_equal(places_at(0x1000), WS_PLACE_EVENTFD_SIGNAL);
	mark(WS_MARKER_PLACE, MAGIC | WS_PLACE_DOM0_INTERRUPT, 0x1000, 0);
	assert_int_equal(places_at(0x1000), WS_PLACE_EVENTFD_SIGNAL);
	mark(WS_MARKER_CELL_BEGIN, MAGIC | 1, 1, 0);
	mark(WS_MARKER_PLACE, MAGIC | WS_PLACE_EVENTFD_SIGNAL, 0x2000, 0);
	mark(WS_MARKER_BEGIN, 0, 0, 0);
	next_place = WS_PLACE_EVENTFD_SIGNAL;
	mark(WS_MARKER_END, 0, 0, 0);
	next_place = WS_PLACE_NONE;
	mark(WS_MARKER_CELL_END, MAGIC | 1, 1, 0);
	assert_int_equal(places_at(0x2000), WS_PLACE_NONE);
	for (uint64_t at = 0; at < 1000; at++)
		mark(WS_MARKER_PLACE, MAGIC | WS_PLACE_EVENTFD_SIGNAL, 0x3000 + at, 0);
	assert_int_equal(places_at(0x3000), WS_PLACE_EVENTFD_SIGNAL);
	assert_int_equal(places_at(0x3000 + WS_PLACE_ADDRESSES_MAX), WS_PLACE_NONE);
	text = stop();
	assert_non_null(strstr(text, "w clean @1 0 4 "));
	free(text);
}

static uint64_t random_operand(void)
{
	static const uint64_t interesting[] = {
		0,
		1,
		2,
		3,
		WS_BENCHMARK_COUNT,
		WS_ITERATIONS_MAX,
		WS_ITERATIONS_MAX + 1,
		WS_CELL_SELFTEST,
		UINT32_MAX,
		UINT64_MAX,
	};
	uint64_t value = interesting[(size_t)rand() % (sizeof(interesting) / sizeof(uint64_t))];

	return rand() % 8 ? MAGIC | value : value;
}

/* Every line is of one of the kinds that windows.h has, none is too long. */
static void check_lines(char *text)
{
	static const char *const kinds[] = {"cell ", "w ", "cell-end ", "cell-bad ", "refused "};
	bool ended = false;

	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		size_t kind = 0;

		assert_false(ended);
		assert_true(strlen(line) < WS_STREAM_LINE_MAX);
		while (kind < 5 && strncmp(line, kinds[kind], strlen(kinds[kind])) != 0)
			kind++;
		ended = kind == 4 || !strcmp(line, "done");
		assert_true(kind < 5 || ended);
	}
}

static void test_random(void **state)
{
	(void)state;
	srand(1);
	for (int round = 0; round < 200; round++) {
		char *text;

		start();
		run_selftest(4);
		for (int i = 0; i < 2000; i++)
			mark((unsigned int)(WS_MARKER_FIRST - 1 + rand() % 8), random_operand(),
			     rand() % 2 ? (uint64_t)(rand() % 4) : random_operand(), 4);
		text = stop();
		assert_true(strlen(text) < 100000);
		check_lines(text);
		free(text);
	}
}

static void test_stream_kinds(void **state)
{
	int pipes[2];

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	assert_int_equal(stream_open(pipes[0]), -EBADF);
	assert_int_equal(stream_open(999), -EBADF);
	close(pipes[0]);
	assert_int_equal(stream_open(pipes[1]), 0);
	stream_line("nobody reads this");
	stream_flush();
	stream_line("nor this");
	stream_flush();
	stream_close();
	close(pipes[1]);
}

static void test_options(void **state)
{
	char mode[] = "mode=oracle", fd[] = "fd=7", wrong[] = "fd=7 ", unknown[] = "x=1";
	char *right_arguments[] = {mode, fd};
	char *wrong_arguments[] = {wrong};
	char *unknown_arguments[] = {unknown};
	char address[] = "sgir=0x08000f00";
	char *address_arguments[] = {address};
	char second[] = "iar=0x0801000c";
	char *second_arguments[] = {second};
	struct options options;

	(void)state;
	assert_null(options_parse(0, NULL, &options));
	assert_int_equal(options.fd, 2);
	assert_string_equal(options.mode, "fast");
	assert_null(options_parse(2, right_arguments, &options));
	assert_int_equal(options.fd, 7);
	assert_string_equal(options.mode, "oracle");
	assert_ptr_equal(options_parse(1, wrong_arguments, &options), wrong);
	assert_ptr_equal(options_parse(1, unknown_arguments, &options), unknown);
	assert_int_equal(options.sgir, 0);
	assert_null(options_parse(1, address_arguments, &options));
	assert_int_equal(options.sgir, 0x8000f00);
	assert_int_equal(options.iar, 0);
	assert_null(options_parse(1, second_arguments, &options));
	assert_int_equal(options.iar, 0x801000c);
	assert_non_null(strstr(options_conflict(&options), "iar= without sgir="));
	assert_null(options_parse(1, address_arguments, &options));
	assert_non_null(strstr(options_conflict(&options), "sgir= without iar="));
	options.iar = 0x801000c;
	assert_null(options_conflict(&options));
	assert_null(options_parse(0, NULL, &options));
	assert_null(options_conflict(&options));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_selftest_first),
		cmocka_unit_test(test_selftest_off_by_one),
		cmocka_unit_test(test_selftest_between_worlds),
		cmocka_unit_test(test_selftest_between_cpus),
		cmocka_unit_test(test_longest_line),
		cmocka_unit_test(test_problems),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_stream_kinds),
		cmocka_unit_test(test_options),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
