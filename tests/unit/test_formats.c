// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every format: the exact bytes of a small result, and whether readers that are not ours find in
 * what is printed what the document says (tests/read-back.sh, run from the top of the tree).
 */
#include <sys/wait.h>
#include <unistd.h>

#include "cli/output.h"
#include "report/formats.h"
#include "tests/unit/small_result.h"

static const struct ws_table_options wide = {.width = 100};

static char *printed(const char *format, const struct ws_result *results, size_t count)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(ws_format_find(format)->results(out, results, count, &wide), 0);
	fclose(out);
	return text;
}

/* One cell of each verdict, in words that formats have a use for. */
static struct ws_result odd_result(const char *target)
{
	static const enum ws_verdict verdicts[] = {
		WS_VERDICT_ABSENT, WS_VERDICT_SKIPPED, WS_VERDICT_INVALID,
		WS_VERDICT_FAILED, WS_VERDICT_CRASHED, WS_VERDICT_TIMED_OUT,
	};
	struct ws_result result = result_of(target);

	add_property(&result, "cpu", "a \"quoted\" | name, with # and \\");
	add_component(&result, "kernel", "/home/<me>/Image", NULL);
	add_component(&result, "emulator", "qemu", "10.0.2 \"\\n\" # EOF");
	add_measured(&result, WS_BENCHMARK_NULL, 0, 2, 1);
	add_measured(&result, WS_BENCHMARK_VIRTUAL_IPI, 3665, 98, 2);
	for (size_t at = 0; at < sizeof(verdicts) / sizeof(verdicts[0]); at++)
		add_unmeasured(&result, (enum ws_benchmark)(WS_BENCHMARK_IRQ_COMPLETION + at),
			       verdicts[at], "no # \"reason\", \\ and | caf\xc3\xa9");
	return result;
}

static struct ws_result clock_result(void)
{
	struct ws_result result = result_of("host");

	add_timed(&result, WS_BENCHMARK_HYPERCALL, 1200, 2, 40);
	return result;
}

static void write_file(char *path, const char *bytes)
{
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, strlen(bytes)), strlen(bytes));
	close(fd);
}

/* The status of the readers. */
static int read_back(const char *format, const char *text, const char *document)
{
	char text_path[] = P_tmpdir "/worldswitch-test-XXXXXX";
	char document_path[] = P_tmpdir "/worldswitch-test-XXXXXX";
	char command[256];
	int status;

	write_file(text_path, text);
	write_file(document_path, document);
	snprintf(command, sizeof(command), "tests/read-back.sh %s %s %s", format, text_path,
		 document_path);
	status = system(command);
	unlink(text_path);
	unlink(document_path);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void others_read_what_we_say(void **state)
{
	static const char *const formats[] = {"csv", "ktap", "openmetrics"};
	struct ws_result results[] = {odd_result("arm64/kvm-vhe"), odd_result("arm64/kvm-vhe"),
				      clock_result(), odd_result("x86_64/xen")};
	char *document = ws_report_json(results, 4);

	(void)state;
	for (size_t at = 0; at < 3; at++) {
		char *text = printed(formats[at], results, 4);

		assert_int_equal(read_back(formats[at], text, document), 0);
		free(text);
	}
	free(document);
	for (size_t at = 0; at < 4; at++)
		ws_result_free(&results[at]);
}

/* The readers see a difference where there is one. */
static void others_would_notice(void **state)
{
	static const char *const formats[] = {"csv", "ktap", "openmetrics"};
	struct ws_result result = small_result();
	struct ws_result other = small_result();
	char *document;

	(void)state;
	other.cells[2].value++;
	document = ws_report_json(&other, 1);
	for (size_t at = 0; at < 3; at++) {
		char *text = printed(formats[at], &result, 1);

		assert_int_equal(read_back(formats[at], text, document), 1);
		free(text);
	}
	free(document);
	ws_result_free(&result);
	ws_result_free(&other);
}

static void prints(const char *format, const char *expected)
{
	struct ws_result result = small_result();
	char *text = printed(format, &result, 1);

	assert_string_equal(text, expected);
	free(text);
	ws_result_free(&result);
}

static void points_have_their_numbers_before_them(void **state)
{
	(void)state;
	prints("ktap", "KTAP version 1\n"
		       "1..3\n"
		       "# arm64/native/null: value=0 unit=instructions direction=lower-is-better "
		       "share=0.666667 min=0 median=0 p99=500 max=500 samples=3\n"
		       "ok 1 arm64/native/null\n"
		       "# arm64/native/hypercall: absent: nothing to call\n"
		       "ok 2 arm64/native/hypercall # SKIP nothing to call\n"
		       "# arm64/native/virtual-ipi: value=30 unit=instructions "
		       "direction=lower-is-better share=1 min=30 median=30 p99=30 max=30 "
		       "samples=3\n"
		       "ok 3 arm64/native/virtual-ipi\n");
}

static void a_table_for_pull_requests(void **state)
{
	(void)state;
	prints("markdown", "| benchmark | arm64/native<br>instructions |\n"
			   "| :--- | ---: |\n"
			   "| null | 0 (66%) |\n"
			   "| hypercall | - |\n"
			   "| virtual-ipi | 30 |\n"
			   "\n"
			   "Lower is better. A share is that of the samples with the count shown, "
			   "the most frequent one. `-` is what a target does not have.\n"
			   "\n"
			   "Ran: qemu-system-aarch64 10.0.2, neoverse-n1.\n");
}

/* As in the table: digits that the interval supports, a mark where there are fewer than there
 * should be, and time. Nothing is said of shares, of which a clock has none.
 */
static void a_clock_is_rounded_and_marked_for_pull_requests(void **state)
{
	struct ws_result result = clock_result();
	char *text;

	(void)state;
	add_property(&result, "clock-frequency", "2000000000");
	add_timed(&result, WS_BENCHMARK_VM_SWITCH, 54321, 0, 40);
	text = printed("markdown", &result, 1);
	assert_string_equal(
		text,
		"| benchmark | host<br>cycles |\n"
		"| :--- | ---: |\n"
		"| hypercall | 1,240 ? |\n"
		"| vm-switch | 54,321 |\n"
		"\n"
		"Lower is better.\n"
		"- timed: the median of the samples less that of null, measured in turns with "
		"them; no more digits than its 95% interval supports\n"
		"- ?: not settled&#58; the interval was wider than 1% of the median when the time "
		"was up\n"
		"- nanoseconds, host: hypercall 619, vm-switch 27,161\n");
	free(text);
	ws_result_free(&result);
}

static void a_cell_of_another_unit_says_so_for_pull_requests(void **state)
{
	struct ws_result result = clock_result();
	char *text;

	(void)state;
	result.cells[0].timing->settled = true;
	add_timed(&result, WS_BENCHMARK_VIRTUAL_IPI, 2020, 0, 40);
	result.cells[1].unit = WS_UNIT_NANOSECONDS;
	text = printed("markdown", &result, 1);
	assert_non_null(strstr(text, "| benchmark | host<br>cycles |\n"));
	assert_non_null(strstr(text, "| hypercall | 1,240 |\n"));
	assert_non_null(strstr(text, "| virtual-ipi | 2,020 ns |\n"));
	assert_non_null(strstr(text, "\n- ns: nanoseconds, not the unit of the column"));
	free(text);
	ws_result_free(&result);
}

static void programs_are_told_what_is_not_settled(void **state)
{
	struct ws_result result = clock_result();
	char *text;

	(void)state;
	add_timed(&result, WS_BENCHMARK_VM_SWITCH, 54321, 0, 40);
	text = printed("ktap", &result, 1);
	assert_non_null(strstr(text, "host/hypercall: value=1238 unit=cycles "
				     "direction=lower-is-better low=1226 high=1252 settled=no "
				     "min=1200 "));
	assert_non_null(strstr(text, " settled=yes min=54321 "));
	assert_null(strstr(text, "share="));
	free(text);
	text = printed("csv", &result, 1);
	assert_non_null(strstr(text, ",hypervisor_version,settled,clock\r\n"));
	assert_non_null(strstr(text, ",no,\r\n"));
	assert_non_null(strstr(text, ",yes,\r\n"));
	free(text);
	text = printed("openmetrics", &result, 1);
	assert_non_null(strstr(text, "\nworldswitch_cell_settled{target=\"host\",benchmark="
				     "\"hypercall\",direction=\"lower-is-better\"} 0\n"));
	assert_non_null(strstr(text, "\"vm-switch\",direction=\"lower-is-better\"} 1\n"));
	free(text);
	ws_result_free(&result);
}

static void markdown_has_no_markup_of_others(void **state)
{
	struct ws_result result = odd_result("arm64/xen");
	char *text = printed("markdown", &result, 1);

	(void)state;
	assert_null(strstr(text, "<me>"));
	assert_non_null(strstr(text, "&#60;me&#62;"));
	assert_non_null(strstr(text, "| virtual-ipi | 3,665 (98%) |\n"));
	assert_non_null(strstr(text, "- arm64/xen/io-in: crashed: no &#35;"));
	free(text);
	ws_result_free(&result);
}

static void what_a_clock_costs_is_taken_off_everywhere(void **state)
{
	struct ws_result result = clock_result();
	char *text = printed("csv", &result, 1);

	(void)state;
	/* value, ..., min, median, p99, max */
	assert_non_null(strstr(text, ",measured,1238,cycles,lower-is-better,round-trip,0.025,"
				     "1200,1238,1278,1278,"));
	free(text);
	ws_result_free(&result);
}

/* No reader of any format takes them for a machine's. */
static void an_emulators_clock_is_in_every_format(void **state)
{
	static const char *const words[][2] = {
		{"table", "cycles, emulated"},
		{"json", "\"accelerator\": \"tcg\""},
		{"csv", ",emulated\r\n"},
		{"ktap", " clock=emulated\n"},
		{"markdown", "<br>cycles, emulated"},
		{"openmetrics", ",clock=\"emulated\""},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(words) / sizeof(words[0]); at++)
		for (int emulated = 0; emulated < 2; emulated++) {
			struct ws_result result = clock_result();
			char *text;

			add_property(&result, "accelerator", emulated ? "tcg" : "kvm");
			text = printed(words[at][0], &result, 1);
			assert_int_equal(strstr(text, words[at][1]) != NULL, emulated);
			free(text);
			ws_result_free(&result);
		}
}

/* The command line's words are those of the table, in its order. */
static void the_command_line_names_every_format(void **state)
{
	const char *rest = CLI_RESULT_FORMATS;

	(void)state;
	for (size_t at = 0; at < ws_format_count; at++) {
		size_t length = strlen(ws_formats[at].name);

		assert_non_null(ws_formats[at].results);
		assert_memory_equal(rest, ws_formats[at].name, length);
		rest += length;
		assert_int_equal(*rest, at + 1 < ws_format_count ? '|' : '\0');
		rest += *rest == '|';
	}
	assert_null(ws_format_find("yaml"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(others_read_what_we_say),
		cmocka_unit_test(others_would_notice),
		cmocka_unit_test(points_have_their_numbers_before_them),
		cmocka_unit_test(a_table_for_pull_requests),
		cmocka_unit_test(a_clock_is_rounded_and_marked_for_pull_requests),
		cmocka_unit_test(a_cell_of_another_unit_says_so_for_pull_requests),
		cmocka_unit_test(programs_are_told_what_is_not_settled),
		cmocka_unit_test(markdown_has_no_markup_of_others),
		cmocka_unit_test(what_a_clock_costs_is_taken_off_everywhere),
		cmocka_unit_test(an_emulators_clock_is_in_every_format),
		cmocka_unit_test(the_command_line_names_every_format),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
