// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One run as different consoles show it and different programs keep it: the same cells, or a line
 * that says where they were lost.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/read_log.h"

/* What stands around each line of a probe, and before the first one. */
struct console {
	const char *noise;
	const char *before;
	const char *after;
};

static void add(struct log_text *to, const char *text, size_t size)
{
	assert_in_range(to->size + size, 0, sizeof(to->text) - 1);
	memcpy(to->text + to->size, text, size);
	to->size += size;
}

/* Two cells, each line as that console has it. */
static void show(struct log_text *log, const struct console *console)
{
	static struct log_text plain;
	const char *at = plain.text;

	plain = (struct log_text){0};
	log_text_head(&plain, false);
	log_text_cell(&plain, "null", "pmccntr", 1);
	log_text_cell(&plain, "hypercall", "pmccntr", 1);
	log_text_record(&plain, "end cells=2");
	add(log, console->noise, strlen(console->noise));
	while ((at = strstr(at, "@ws "))) {
		size_t size = strcspn(at, "\r");

		add(log, console->before, strlen(console->before));
		add(log, at, size);
		add(log, console->after, strlen(console->after));
		at += size;
	}
}

static void expect_measured(struct fixture *fixture)
{
	assert_int_equal(read_text(fixture), 0);
	assert_int_equal(fixture->log.damaged.count, 0);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_NULL)->verdict, WS_VERDICT_MEASURED);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_HYPERCALL)->verdict, WS_VERDICT_MEASURED);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_HYPERCALL)->timing->null.samples, 10);
}

static void plain_lines(void **state)
{
	show(&((struct fixture *)*state)->text, &(struct console){"", "", "\n"});
	expect_measured(*state);
}

static void serial_line_with_firmware(void **state)
{
	show(&((struct fixture *)*state)->text,
	     &(struct console){
		     .noise = "\033[2J\033[01;01HUEFI firmware (version edk2)\r\n"
			      "Booting @wsimage...\r\n\xff\xfe\0337EFI stub: exiting",
		     .before = "",
		     .after = "\r\n",
	     });
	expect_measured(*state);
}

static void journal(void **state)
{
	show(&((struct fixture *)*state)->text,
	     &(struct console){"-- Boot 0123456789abcdef --\n",
			       "2026-11-22T21:04:05.678901+0000 host firecracker[4711]: ", "\n"});
	expect_measured(*state);
}

static void kernel_log(void **state)
{
	show(&((struct fixture *)*state)->text,
	     &(struct console){"", "<6>[   12.345678] xen: (XEN) DOM2: ", "\n"});
	expect_measured(*state);
}

static void serial_over_lan(void **state)
{
	show(&((struct fixture *)*state)->text,
	     &(struct console){"[SOL Session operational.  Use ~? for help]\r\r\n", "\n\r",
			       "\r\r\n"});
	expect_measured(*state);
}

/* Lines filled up with blanks, as a screen keeps them, and a terminal's sequences behind them. */
static void screen(void **state)
{
	show(&((struct fixture *)*state)->text,
	     &(struct console){"", "\033[0m", "          \t \033[K\033[0m\r\n"});
	expect_measured(*state);
}

static void carriage_returns_alone(void **state)
{
	show(&((struct fixture *)*state)->text,
	     &(struct console){"progress 10%\rprogress 90%\r", "", "\r"});
	expect_measured(*state);
}

/* A terminal that breaks lines at its width: the first long one is the fourth. */
static void lines_that_are_wrapped(void **state)
{
	struct fixture *fixture = *state;
	struct console console = {"", "", "\n"};
	struct log_text wrapped = {0};

	show(&fixture->text, &console);
	for (size_t at = 0, column = 0; at < fixture->text.size; at++) {
		if (column++ == 72)
			add(&wrapped, "\n", 1);
		add(&wrapped, &fixture->text.text[at], 1);
		if (fixture->text.text[at] == '\n')
			column = 0;
	}
	fixture->text = wrapped;
	assert_int_equal(read_text(fixture), -ENOENT);
	assert_non_null(strstr(fixture->error.text, "in line 1;"));
	assert_non_null(strstr(fixture->error.text, "wrapped"));
}

/* Another's text in the middle of a record: which line it was. */
static void lines_that_are_mixed(void **state)
{
	struct fixture *fixture = *state;
	char where[32];
	size_t line = 1;
	char *digit;

	show(&fixture->text, &(struct console){"", "", "\r\n"});
	digit = strstr(fixture->text.text, "samples id=hypercall v=3e8");
	assert_non_null(digit);
	for (const char *at = fixture->text.text; at < digit; at++)
		line += *at == '\n';
	memset(digit + 8, '#', 8);
	assert_int_equal(read_text(fixture), 0);
	snprintf(where, sizeof(where), "in line %zu of the log", line);
	assert_invalid(fixture, WS_BENCHMARK_HYPERCALL, where);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_NULL)->verdict, WS_VERDICT_MEASURED);
	assert_int_equal(fixture->log.damaged.count, 1);
	assert_int_equal(fixture->log.damaged.line, line);
}

/* What is printable does not follow a record: then its length is not right. */
static void text_behind_a_record(void **state)
{
	struct fixture *fixture = *state;

	show(&fixture->text, &(struct console){"", "", "x\n"});
	assert_int_equal(read_text(fixture), -ENOENT);
	assert_non_null(strstr(fixture->error.text, "damaged"));
}

/* A terminal's sequence in a line end's place: neither of both is lost without a word. */
static void two_records_in_a_line(void **state)
{
	struct fixture *fixture = *state;
	char *at;

	show(&fixture->text, &(struct console){"", "", "\n"});
	at = strstr(fixture->text.text, "samples id=hypercall v=3e8");
	assert_non_null(at);
	while (*at != '\n')
		at--;
	*at = '\033';
	assert_int_equal(read_text(fixture), 0);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_HYPERCALL)->verdict, WS_VERDICT_INVALID);
	assert_int_equal(fixture->log.damaged.count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(plain_lines),
		CASE(serial_line_with_firmware),
		CASE(journal),
		CASE(kernel_log),
		CASE(serial_over_lan),
		CASE(screen),
		CASE(carriage_returns_alone),
		CASE(lines_that_are_wrapped),
		CASE(lines_that_are_mixed),
		CASE(text_behind_a_record),
		CASE(two_records_in_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
