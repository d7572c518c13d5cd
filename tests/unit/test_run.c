// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `worldswitch run` from its command line to its exit status, with a lab that is not one: which
 * cells there are, and what happens when a target or the user gives up.
 */
#include <dirent.h>
#include <jansson.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "tests/unit/hide_seconds.h"
#include "tests/unit/run_command.h"

static void a_table_is_printed_and_the_result_kept(void **state)
{
	static const char folder[] = P_tmpdir "/";
	char where[64];

	(void)state;
	RUN("--dom0", "probe", "-n", "5");
	assert_status(CLI_OK);
	assert_non_null(strstr(ran.out, "one    two"));
	assert_non_null(strstr(ran.out, "  100    100 "));
	snprintf(where, sizeof(where), "The result is kept in %s", folder);
	assert_non_null(strstr(ran.err, where));
	assert_int_equal(cells_in(kept(), "measured"), 2 * WS_BENCHMARK_COUNT);
}

static void null_is_measured_but_shown_only_when_named(void **state)
{
	(void)state;
	RUN("arm64/one", "-b", "hypercall", "-n", "3", "-o", "f.json");
	assert_status(CLI_OK);
	assert_null(strstr(ran.out, "\nnull"));
	assert_non_null(strstr(ran.out, "\nhypercall       "));
	assert_int_equal(cells_in("f.json", "measured"), 1);
}

static void cells_that_end_before_null_are_the_same(void **state)
{
	static char first[sizeof(ran.out)];

	(void)state;
	RUN("--dom0", "probe", "-n", "5", "-o", "f.json");
	memcpy(first, ran.out, sizeof(first));
	fake.null_last = true;
	RUN("--dom0", "probe", "-n", "5", "-o", "f.json");
	assert_status(CLI_OK);
	assert_string_equal(first, ran.out);
}

static void without_null_no_cell_is_valid(void **state)
{
	(void)state;
	fake.null_fails = true;
	for (int last = 0; last < 2; last++) {
		fake.null_last = last;
		RUN("arm64/one", "-n", "5", "-o", "f.json");
		assert_status(CLI_BAD);
		assert_int_equal(cells_in("f.json", "invalid"), WS_BENCHMARK_COUNT - 1);
		assert_int_equal(cells_in("f.json", "crashed"), 1);
		assert_non_null(strstr(ran.out, "null is crashed: it fell over"));
	}
}

static void a_cell_that_nobody_reports_is_invalid(void **state)
{
	(void)state;
	fake.half = true;
	RUN("--dom0", "probe", "-n", "5", "-o", "f.json");
	assert_status(CLI_BAD);
	assert_int_equal(cells_in("f.json", "invalid"), 1);
	assert_int_equal(cells_in("f.json", "measured"), 2 * WS_BENCHMARK_COUNT - 1);
}

static void a_target_that_cannot_run_does_not_cost_the_others(void **state)
{
	(void)state;
	fake.refuse[0] = EINVAL;
	RUN("--dom0", "probe", "-n", "5", "-o", "f.json");
	assert_status(CLI_BAD);
	assert_int_equal(cells_in("f.json", "skipped"), WS_BENCHMARK_COUNT);
	assert_int_equal(cells_in("f.json", "measured"), WS_BENCHMARK_COUNT);
	assert_non_null(strstr(ran.out, "skipped       arm64/one: cannot prepare it"));
	fake.refuse[0] = EIO;
	RUN("--dom0", "probe", "-n", "5", "-o", "f.json");
	assert_status(CLI_BAD);
	assert_int_equal(cells_in("f.json", "invalid"), WS_BENCHMARK_COUNT);
}

static void a_target_that_cannot_run_has_the_properties_that_were_asked_for(void **state)
{
	const char *cpu;
	json_t *document;

	(void)state;
	fake.refuse[0] = EINVAL;
	RUN("-n", "5", "-o", "f.json", "--cpu", "max");
	assert_status(CLI_BAD);
	document = json_load_file("f.json", 0, NULL);
	assert_int_equal(json_unpack(document, "{s:[{s:{s:{s:s}}},{}]}", "results", "target",
				     "properties", "cpu", &cpu),
			 0);
	assert_string_equal(cpu, "max");
	json_decref(document);
}

static void where_nothing_can_run_one_line_says_so(void **state)
{
	(void)state;
	fake.refuse[0] = fake.refuse[1] = ENOENT;
	RUN("--dom0", "probe", "-n", "5", "-o", "f.json");
	assert_status(CLI_NOTHING);
	assert_string_equal(ran.err, "worldswitch: cannot prepare it: No such file or directory\n");
	assert_string_equal(ran.out, "");
	assert_int_equal(access("f.json", F_OK), -1);
	RUN("--dom0", "probe", "-n", "5");
	assert_status(CLI_NOTHING);
	assert_string_equal(kept(), "");
}

static void a_signal_ends_it_but_keeps_what_was_finished(void **state)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

	(void)state;
	for (size_t at = 0; at < sizeof(signals) / sizeof(signals[0]); at++) {
		signal(signals[at], SIG_DFL); /* the check itself may run by nohup */
		fake.signal_number = signals[at];
		RUN("--dom0", "probe", "-n", "5", "-o", "f.json");
		assert_true(WIFSIGNALED(ran.status));
		assert_int_equal(WTERMSIG(ran.status), signals[at]);
		assert_int_equal(cells_in("f.json", "measured"), 1);
		assert_int_equal(cells_in("f.json", "invalid"), 2 * WS_BENCHMARK_COUNT - 1);
		assert_non_null(strstr(ran.out, "interrupted\n"));
	}
}

static void a_dry_run_prints_commands_and_leaves_nothing(void **state)
{
	(void)state;
	RUN("--dry-run", "-o", "f.json");
	assert_status(CLI_OK);
	assert_string_equal(ran.out, "# arm64/one\nemulate arm64/one\n"
				     "# arm64/two --dom0 probe\nemulate arm64/two --dom0 probe\n"
				     "# arm64/two --dom0 linux\nemulate arm64/two --dom0 linux\n");
	assert_int_equal(access("f.json", F_OK), -1);
	assert_string_equal(kept(), "");
}

/* arm64/one is KVM, arm64/two is Xen: a kernel multiplies the first alone. */
static void every_combination_is_a_result_of_its_own(void **state)
{
	json_t *document;

	(void)state;
	RUN("--dry-run", "--cpu", "a", "--cpu", "b", "--kernel", "x y/K", "--kernel", "z/K");
	assert_status(CLI_OK);
	assert_string_equal(
		ran.out,
		"# arm64/one --kernel 'x y/K' --cpu a\nemulate arm64/one --kernel 'x y/K' --cpu a\n"
		"# arm64/one --kernel 'x y/K' --cpu b\nemulate arm64/one --kernel 'x y/K' --cpu b\n"
		"# arm64/one --kernel z/K --cpu a\nemulate arm64/one --kernel z/K --cpu a\n"
		"# arm64/one --kernel z/K --cpu b\nemulate arm64/one --kernel z/K --cpu b\n"
		"# arm64/two --cpu a\nemulate arm64/two --cpu a\n"
		"# arm64/two --cpu b\nemulate arm64/two --cpu b\n");
	RUN("--dom0", "probe", "-n", "5", "--cpu", "a", "--cpu", "b", "-o", "f.json");
	assert_status(CLI_OK);
	document = json_load_file("f.json", 0, NULL);
	assert_int_equal(json_array_size(json_object_get(document, "results")), 4);
	assert_int_equal(cells_of(document, "measured"), 4 * WS_BENCHMARK_COUNT);
	json_decref(document);
}

static void verbose_names_every_step(void **state)
{
	(void)state;
	RUN("arm64/one", "-v", "-n", "5", "-o", "f.json");
	assert_status(CLI_OK);
	hide_seconds(ran.err);
	assert_non_null(strstr(ran.err, "   # s  arm64/one: preparing\n"));
	assert_non_null(strstr(ran.err, "   # s  arm64/one: measuring\n"));
	assert_non_null(strstr(ran.err, "# arm64/one\nemulate arm64/one\n"));
	assert_null(strchr(ran.err, '\r'));
}

static void fetch_and_doctor_tell_what_is_wrong(void **state)
{
	static const char *const nothing[] = {NULL};
	static const char *const document[] = {"--format=json", NULL};

	(void)state;
	run_command(cli_fetch, nothing);
	assert_status(CLI_OK);
	run_command(cli_doctor, nothing);
	assert_status(CLI_OK);
	assert_non_null(strstr(ran.out, "ok       emulator                 10.0.2\n"));
	fake.refuse[0] = EIO;
	run_command(cli_fetch, nothing);
	assert_status(CLI_BAD);
	assert_string_equal(ran.err, "worldswitch: cannot fetch it: Input/output error\n");
	run_command(cli_doctor, nothing);
	assert_status(CLI_BAD);
	assert_non_null(strstr(ran.out, "wrong    emulator                 7.2\n"));
	assert_non_null(strstr(ran.out, "install qemu-system-arm 10\n"));
	run_command(cli_doctor, document);
	assert_status(CLI_BAD);
	assert_non_null(strstr(ran.out, "\"state\": \"wrong\""));
	assert_non_null(strstr(ran.out, "\"advice\": \"install qemu-system-arm 10\""));
}

static void every_suite_asked_for_is_fetched(void **state)
{
	static const char *const words[] = {"--suite", "a", "--suite", "b", "--suite", "a", NULL};

	(void)state;
	run_command(cli_fetch, words);
	assert_status(CLI_OK);
	assert_string_equal(ran.err,
			    "arm64/one of a\narm64/two of a\narm64/one of b\narm64/two of b\n");
	fake.same = true;
	run_command(cli_fetch, words);
	assert_status(CLI_OK);
	assert_string_equal(ran.err, "arm64/one of a\narm64/one of b\n");
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(a_table_is_printed_and_the_result_kept),
		CASE(null_is_measured_but_shown_only_when_named),
		CASE(cells_that_end_before_null_are_the_same),
		CASE(without_null_no_cell_is_valid),
		CASE(a_cell_that_nobody_reports_is_invalid),
		CASE(a_target_that_cannot_run_does_not_cost_the_others),
		CASE(a_target_that_cannot_run_has_the_properties_that_were_asked_for),
		CASE(where_nothing_can_run_one_line_says_so),
		CASE(a_signal_ends_it_but_keeps_what_was_finished),
		CASE(a_dry_run_prints_commands_and_leaves_nothing),
		CASE(every_combination_is_a_result_of_its_own),
		CASE(verbose_names_every_step),
		CASE(fetch_and_doctor_tell_what_is_wrong),
		CASE(every_suite_asked_for_is_fetched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
