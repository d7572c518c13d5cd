// SPDX-License-Identifier: GPL-2.0-or-later
/* A comparison in every format: its words, its width, and its document by the schema. */
#include "report/compare.h"
#include "report/formats.h"
#include "tests/unit/schema.h"

/* One cell of each kind of change. */
static struct ws_result older(void)
{
	struct ws_result result = result_of("arm64/kvm-vhe");

	add_property(&result, "kernel-command-line", "console=ttyAMA0 quiet");
	add_component(&result, "emulator", "qemu", "10.0.2");
	add_component(&result, "kernel", "linux-image-6.1", "6.1.1");
	add_measured(&result, WS_BENCHMARK_NULL, 1, 20, 0);
	add_measured(&result, WS_BENCHMARK_HYPERCALL, 1271, 20, 0);
	add_measured(&result, WS_BENCHMARK_INTC_TRAP, 2093, 20, 0);
	add_measured(&result, WS_BENCHMARK_VIRTUAL_IPI, 3665, 18, 2);
	add_measured(&result, WS_BENCHMARK_VM_SWITCH, 10789, 20, 0);
	add_unmeasured(&result, WS_BENCHMARK_IO_OUT, WS_VERDICT_CRASHED, "the kernel panicked");
	return result;
}

static struct ws_result newer(void)
{
	struct ws_result result = result_of("arm64/kvm-vhe");

	add_property(&result, "kernel-command-line", "console=ttyAMA0 <b>mitigations=off");
	add_component(&result, "emulator", "qemu", "10.0.2");
	add_component(&result, "kernel", "linux-image-6.12", "6.12.1");
	add_measured(&result, WS_BENCHMARK_NULL, 1, 20, 0);
	add_measured(&result, WS_BENCHMARK_HYPERCALL, 1843, 20, 0);
	add_measured(&result, WS_BENCHMARK_INTC_TRAP, 2092, 20, 0);
	add_measured(&result, WS_BENCHMARK_VIRTUAL_IPI, 3665, 15, 5);
	add_unmeasured(&result, WS_BENCHMARK_VM_SWITCH, WS_VERDICT_TIMED_OUT, "no answer | ever");
	add_measured(&result, WS_BENCHMARK_IO_OUT, 5458, 20, 0);
	return result;
}

static char *printed(const char *format, struct ws_result *results, const char *now, bool colour)
{
	static const struct ws_across nothing;
	struct ws_changes changes;
	struct ws_compared compared = {.changes = &changes, .old = "a.json", .now = now};
	const struct ws_table_options options = {.width = 100, .colour = colour};
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_int_equal(ws_changes_of(&results[0], 1, &results[1], 1, &nothing, 0, &changes), 0);
	assert_int_equal(ws_format_find(format)->comparison(out, &compared, &options), 0);
	fclose(out);
	ws_changes_free(&changes);
	return text;
}

static char *example(const char *format)
{
	struct ws_result results[] = {older(), newer()};
	char *text = printed(format, results, "b.json", false);

	ws_result_free(&results[0]);
	ws_result_free(&results[1]);
	return text;
}

static void the_table_says_all(void **state)
{
	char *text = example("table");

	(void)state;
	assert_string_equal(
		text,
		"arm64/kvm-vhe, instructions\n"
		"                           old           new           difference\n"
		"null                         1             1                       same\n"
		"hypercall                1,271         1,843        +572   +45.0%  regressed\n"
		"intc-trap                2,093         2,092          -1  -0.048%  improved\n"
		"virtual-ipi              3,665         3,665                       same, spread\n"
		"vm-switch               10,789     timed-out                       gone\n"
		"io-out                 crashed         5,458                       new\n"
		"\n"
		"gone          arm64/kvm-vhe vm-switch: no answer | ever\n"
		"new           arm64/kvm-vhe io-out: the kernel panicked\n"
		"spread        arm64/kvm-vhe virtual-ipi: 3,665 90%, 4,165 10%; now 3,665 75%, "
		"4,165 25%\n"
		"compared      arm64/kvm-vhe kernel: linux-image-6.1, now linux-image-6.12\n"
		"compared      arm64/kvm-vhe kernel-command-line: -quiet +<b>mitigations=off\n"
		"verdict       fails: 1 regressed, 1 gone, 1 new, 1 improved, 2 same\n"
		"\n"
		"Where the largest difference is:\n"
		"  worldswitch explain arm64/kvm-vhe/hypercall --from a.json --against b.json\n");
	free(text);
}

static void only_a_terminal_has_colours(void **state)
{
	struct ws_result results[] = {older(), newer()};
	char *text = printed("table", results, "b.json", true);

	(void)state;
	assert_non_null(strstr(text, "\033[31mregressed\033[0m"));
	assert_null(strstr(text, "\033[31mimproved"));
	free(text);
	ws_result_free(&results[0]);
	ws_result_free(&results[1]);
}

static void markdown_begins_with_the_verdict(void **state)
{
	char *text = example("markdown");

	(void)state;
	assert_memory_equal(text, "**worldswitch fails**: 1 regressed", 34);
	assert_non_null(strstr(text, "| arm64/kvm-vhe/hypercall | 1,271 | 1,843 | instructions | "
				     "+572 +45.0% | **regressed** |\n"));
	assert_non_null(strstr(text, "| **gone**: no answer &#124; ever |\n"));
	assert_non_null(strstr(text, "<details><summary>1 the same</summary>"));
	assert_null(strstr(text, "<b>"));
	free(text);
}

static size_t occurrences(const char *text, const char *word)
{
	size_t count = 0;

	while ((text = strstr(text, word))) {
		count++;
		text += strlen(word);
	}
	return count;
}

static void points_fail_where_the_gate_does(void **state)
{
	char *text = example("ktap");

	(void)state;
	assert_memory_equal(text, "KTAP version 1\n1..6\n", 20);
	assert_int_equal(occurrences(text, "\nnot ok "), 2);
	assert_non_null(strstr(text, "\n# arm64/kvm-vhe/hypercall: change=regressed old=1271 "
				     "new=1843 unit=instructions direction=lower-is-better "
				     "difference=572 relative=0.450039 spread=no\n"
				     "not ok 2 arm64/kvm-vhe/hypercall\n"));
	assert_non_null(strstr(text, "\nnot ok 5 arm64/kvm-vhe/vm-switch\n"));
	assert_non_null(strstr(text, "\nok 6 arm64/kvm-vhe/io-out # SKIP new: the kernel"));
	free(text);
}

static void a_cell_of_another_unit_says_so(void **state)
{
	struct ws_result results[] = {result_of("host"), result_of("host")};
	char *text;

	(void)state;
	for (size_t at = 0; at < 2; at++) {
		add_timed(&results[at], WS_BENCHMARK_HYPERCALL, 1200, 0, 40);
		add_timed(&results[at], WS_BENCHMARK_VIRTUAL_IPI, 2020, 0, 40);
		results[at].cells[1].unit = WS_UNIT_NANOSECONDS;
	}
	text = printed("table", results, "b.json", false);
	assert_non_null(strstr(text, "host, cycles\n"));
	assert_non_null(strstr(text, " 1,200            1,200 "));
	assert_non_null(strstr(text, " 2,020 ns         2,020 ns "));
	assert_non_null(strstr(text, "\nns            nanoseconds, not the unit of the column"));
	free(text);
	text = printed("markdown", results, "b.json", false);
	assert_non_null(strstr(text, "| 2,020 | 2,020 | nanoseconds | "));
	free(text);
	ws_result_free(&results[0]);
	ws_result_free(&results[1]);
}

/* A clock's numbers have the digits of the run's own table; the difference is no subtraction. */
static void a_clock_is_rounded_and_marked(void **state)
{
	struct ws_result results[] = {result_of("host"), result_of("host")};
	char *text;

	(void)state;
	add_timed(&results[0], WS_BENCHMARK_HYPERCALL, 1200, 2, 40);
	add_timed(&results[1], WS_BENCHMARK_HYPERCALL, 1603, 2, 40);
	add_timed(&results[0], WS_BENCHMARK_VM_SWITCH, 54321, 0, 40);
	add_timed(&results[1], WS_BENCHMARK_VM_SWITCH, 54321, 0, 40);
	text = printed("table", results, "b.json", false);
	assert_non_null(strstr(
		text,
		"                           old             new             difference\n"
		"hypercall                1,240 ?         1,640 ?        +400   +32.6%  regressed\n"
		"vm-switch               54,321          54,321                         same\n"));
	assert_non_null(strstr(text, "\n?             not settled: "));
	assert_non_null(strstr(text, "\ndifference    the median shift between the samples "));
	free(text);
	text = printed("markdown", results, "b.json", false);
	assert_non_null(strstr(text, "| 1,240 ? | 1,640 ? | cycles | +400 +32.6% | "));
	assert_non_null(strstr(text, "\n- difference: the median shift between the samples "));
	assert_non_null(strstr(text, "\n- ?: not settled"));
	free(text);
	text = printed("ktap", results, "b.json", false);
	assert_non_null(strstr(text, " old=1238 new=1641 "));
	assert_non_null(strstr(text, " old_settled=no new_settled=no\n"));
	assert_non_null(strstr(text, " old_settled=yes new_settled=yes\n"));
	free(text);
	text = printed("json", results, "b.json", false);
	assert_int_equal(occurrences(text, "\"settled\": false"), 2);
	assert_int_equal(occurrences(text, "\"settled\": true"), 2);
	free(text);
	ws_result_free(&results[0]);
	ws_result_free(&results[1]);
}

static void counts_have_no_remarks_of_a_clock(void **state)
{
	char *table = example("table"), *markdown = example("markdown");

	(void)state;
	assert_null(strstr(table, "median"));
	assert_null(strstr(markdown, "median"));
	free(table);
	free(markdown);
}

static void the_document_is_by_its_schema(void **state)
{
	char *text = example("json");
	char *wrong;

	(void)state;
	assert_int_equal(validate(text), 0);
	wrong = strstr(text, "\"difference\": 572");
	assert_non_null(wrong);
	wrong[strlen("\"difference\": ")] = '6';
	assert_int_equal(validate(text), 1);
	free(text);
}

static void hardware_is_compared_by_a_test(void **state)
{
	struct ws_result results[] = {result_of("host"), result_of("host")};
	char *text;

	(void)state;
	add_timed(&results[0], WS_BENCHMARK_HYPERCALL, 1200, 0, 400);
	add_timed(&results[1], WS_BENCHMARK_HYPERCALL, 1300, 0, 400);
	text = printed("json", results, "b.json", false);
	assert_int_equal(validate(text), 0);
	assert_non_null(strstr(text, "\"change\": \"regressed\""));
	assert_non_null(strstr(text, "\"floor\": 0.02"));
	assert_non_null(strstr(text, "\"explain\": null"));
	free(text);
	ws_result_free(&results[0]);
	ws_result_free(&results[1]);
}

/* A name that a shell would take apart, and one that explain would take for a cell. */
static void the_command_can_be_pasted(void **state)
{
	struct ws_result results[] = {older(), newer()};
	char *text = printed("table", results, "it's new", false);

	(void)state;
	assert_non_null(strstr(text, "--against ./'it'\\''s new'\n"));
	free(text);
	text = printed("table", results, "two\nlines", false);
	assert_null(strstr(text, "worldswitch explain"));
	free(text);
	ws_result_free(&results[0]);
	ws_result_free(&results[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_says_all),
		cmocka_unit_test(only_a_terminal_has_colours),
		cmocka_unit_test(markdown_begins_with_the_verdict),
		cmocka_unit_test(points_fail_where_the_gate_does),
		cmocka_unit_test(a_cell_of_another_unit_says_so),
		cmocka_unit_test(a_clock_is_rounded_and_marked),
		cmocka_unit_test(counts_have_no_remarks_of_a_clock),
		cmocka_unit_test(the_document_is_by_its_schema),
		cmocka_unit_test(hardware_is_compared_by_a_test),
		cmocka_unit_test(the_command_can_be_pasted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
