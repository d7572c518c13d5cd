// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch run host` where somebody else's VMM has the guest: one that falls silent costs its
 * cell, and the others are measured in another one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/log_text.h"
#include "tests/unit/run_command.h"

#define BIT(benchmark) (1U << WS_BENCHMARK_##benchmark)

static void say(const struct server_watch *watch, const struct log_text *text)
{
	watch->ran(watch->context, "emulator", "an emulator", "1", NULL);
	watch->property(watch->context, "via", "qemu");
	watch->take(watch->context, text->text, text->size);
}

static int fall_silent(const struct server_watch *watch, struct ws_error *error)
{
	return ws_fail(error, ETIME, "the guest was silent for %u s", watch->silence);
}

static int silent_in_hypercall(const struct server_request *request,
			       const struct server_watch *watch, struct ws_error *error)
{
	struct log_text text = {.size = 0};

	log_text_head(&text, false);
	if (request->benchmarks & BIT(HYPERCALL)) {
		log_text_cell(&text, "null", "pmccntr", 1);
		log_text_record(&text, "start id=hypercall");
		say(watch, &text);
		return fall_silent(watch, error);
	}
	if (request->benchmarks != BIT(INTC_TRAP) || request->timeout > 9)
		return ws_fail(error, EIO, "asked for what there is already");
	log_text_cell(&text, "intc-trap", "pmccntr", 1);
	log_text_record(&text, "end cells=1");
	say(watch, &text);
	return 0;
}

static int silent_and_no_other(const struct server_request *request,
			       const struct server_watch *watch, struct ws_error *error)
{
	if (request->benchmarks & BIT(HYPERCALL))
		return silent_in_hypercall(request, watch, error);
	return ws_fail(error, ENOENT, "xl cannot create a domain: no memory is free");
}

static int silent_in_null(const struct server_request *request, const struct server_watch *watch,
			  struct ws_error *error)
{
	struct log_text text = {.size = 0};

	(void)request;
	log_text_head(&text, false);
	log_text_record(&text, "start id=null");
	say(watch, &text);
	return fall_silent(watch, error);
}

static size_t occurrences(const char *text, const char *what)
{
	size_t count = 0;

	for (; (text = strstr(text, what)); text++)
		count++;
	return count;
}

static void the_others_go_on_in_another_guest(void **state)
{
	(void)state;
	fake.serve = silent_in_hypercall;
	RUN("host", "--via", "qemu", "-b", "null,hypercall,intc-trap", "--patience", "7",
	    "--timeout", "9", "--format", "json");
	assert_status(1);
	assert_int_equal(occurrences(ran.out, "\"verdict\": \"measured\""), 2);
	assert_int_equal(occurrences(ran.out, "\"verdict\": \"timed-out\""), 1);
	assert_int_equal(occurrences(ran.out, "the guest was silent for 7 s"), 1);
	assert_int_equal(occurrences(ran.out, "an emulator"), 1);
	assert_int_equal(occurrences(ran.out, "\"via\""), 1);
}

/* What is measured stands, and the line says why there is no more. */
static void where_there_is_no_other_guest_the_rest_failed(void **state)
{
	(void)state;
	fake.serve = silent_and_no_other;
	RUN("host", "--via", "xl", "-b", "null,hypercall,intc-trap", "--patience", "7", "--timeout",
	    "9", "--format", "json");
	assert_status(1);
	assert_int_equal(occurrences(ran.out, "\"verdict\": \"measured\""), 1);
	assert_int_equal(occurrences(ran.out, "\"verdict\": \"timed-out\""), 1);
	assert_int_equal(occurrences(ran.out, "\"verdict\": \"failed\""), 1);
	assert_int_equal(occurrences(ran.out, "xl cannot create a domain: no memory is free"), 1);
}

static int none_at_all(const struct server_request *request, const struct server_watch *watch,
		       struct ws_error *error)
{
	(void)request;
	(void)watch;
	return ws_fail(error, ENOENT, "xl is not installed");
}

static void where_there_is_no_guest_nothing_is_kept(void **state)
{
	(void)state;
	fake.serve = none_at_all;
	RUN("host", "--via", "xl", "-b", "null,hypercall", "--format", "json");
	assert_status(4);
}

static int has_no_such_cpu(const struct server_request *request, const struct server_watch *watch,
			   struct ws_error *error)
{
	struct log_text text = {.size = 0};

	(void)request;
	log_text_record(&text, "vmm step=options errno=22 reason=--cpus: CPU 9 may not be used");
	say(watch, &text);
	ws_fail(error, EIO, "ssh: exit status 2");
	return 0;
}

/* Which CPUs a server has is known there alone. */
static void a_cpu_that_a_server_does_not_have_is_a_wrong_command_line(void **state)
{
	(void)state;
	fake.serve = has_no_such_cpu;
	RUN("ssh://server", "--cpus", "9", "-b", "null");
	assert_status(2);
	assert_int_equal(occurrences(ran.err, "--cpus: CPU 9 may not be used"), 1);
}

static void without_null_there_is_no_going_on(void **state)
{
	(void)state;
	fake.serve = silent_in_null;
	RUN("host", "--via", "qemu", "-b", "null,hypercall", "--format", "json");
	assert_status(1);
	assert_int_equal(occurrences(ran.out, "\"verdict\": \"timed-out\""), 2);
	assert_int_equal(occurrences(ran.out, "the guest was silent for 20 s"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_others_go_on_in_another_guest, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(where_there_is_no_other_guest_the_rest_failed,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(where_there_is_no_guest_nothing_is_kept, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(
			a_cpu_that_a_server_does_not_have_is_a_wrong_command_line, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(without_null_there_is_no_going_on, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
