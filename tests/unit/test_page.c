// SPDX-License-Identifier: GPL-2.0-or-later
/* What goes into the page: data that cannot end it, and explanations that add up. */
#include <errno.h>

#include "tests/unit/page_text.h"
#include "tests/unit/small_result.h"

static void free_page(char *text, struct ws_result *results, size_t count)
{
	free(text);
	for (size_t at = 0; at < count; at++)
		ws_result_free(&results[at]);
}

static void the_page_has_all_of_its_parts(void **state)
{
	struct ws_result result = small_result();
	char *text = page_of(&result, 1);

	(void)state;
	assert_memory_equal(text, "<!doctype html>\n", 16);
	assert_null(strstr(text, "@DATA@"));
	assert_null(strstr(text, "@SCRIPT@"));
	assert_non_null(strstr(text, "prefers-color-scheme: dark"));
	assert_non_null(strstr(text, "Chart.js v"));
	assert_non_null(strstr(text, "\"labels\":[\"arm64/native\"]"));
	assert_non_null(strstr(text, "\"changes\":[]"));
	free(text);
	ws_result_free(&result);
}

static void data_cannot_end_the_element_that_it_is_in(void **state)
{
	struct ws_result result = small_result();
	char *text;

	(void)state;
	add_property(&result, "xen-command-line", "</script><script>1</script><!--");
	text = page_of(&result, 1);
	assert_non_null(
		strstr(text, "\"\\u003c/script>\\u003cscript>1\\u003c/script>\\u003c!--\""));
	free(text);
	ws_result_free(&result);
}

static void two_results_of_a_target_are_compared(void **state)
{
	struct ws_result results[2] = {small_result(), small_result()};
	char *text;

	(void)state;
	results[1].cells[2].value += 3;
	text = page_of(results, 2);
	assert_non_null(strstr(text, "\"from\":0,\"to\":1"));
	assert_non_null(strstr(text, "\"change\":\"regressed\",\"reason\":\"\",\"old\":\"30\","
				     "\"now\":\"33\",\"difference\":\"+3\",\"relative\":\"+10.0%\","
				     "\"percent\":10.0}"));
	free_page(text, results, 2);
}

/* As `compare` has it: nothing follows from the two, so there is no number of both. */
static void a_machine_and_an_emulator_are_incomparable(void **state)
{
	struct ws_result results[2] = {timed_result(), timed_result()};
	char *text;

	(void)state;
	results[1].cells[1].value *= 10;
	add_property(&results[1], "accelerator", "tcg");
	text = page_of(results, 2);
	assert_non_null(strstr(text, "\"from\":0,\"to\":1,\"comparable\":false"));
	assert_non_null(strstr(text, "\"benchmark\":\"hypercall\",\"change\":\"incomparable\","
				     "\"reason\":\"one is timed by an emulator's clock"));
	assert_null(strstr(text, "\"percent\":"));
	assert_null(strstr(text, "\"comparable\":true"));
	assert_non_null(strstr(text, "\"emulated: timed by an emulator's clock (TCG)"));
	free_page(text, results, 2);
}

static struct ws_result of_cpu(const char *cpu)
{
	struct ws_result result = timed_result();

	add_property(&result, "cpu", cpu);
	add_component(&result, "kernel", "linux", "6.12");
	return result;
}

static void results_are_compared_with_those_that_they_may_be(void **state)
{
	struct ws_result results[3] = {of_cpu("a"), of_cpu("b"), of_cpu("b")};
	char *text = page_of(results, 3);

	(void)state;
	assert_non_null(strstr(text, "\"from\":0,\"to\":1,\"comparable\":false"));
	assert_non_null(strstr(text, "\"change\":\"incomparable\","
				     "\"reason\":\"another cpu: a and b\""));
	assert_non_null(strstr(text, "\"from\":1,\"to\":2,\"comparable\":true"));
	assert_null(strstr(text, "\"from\":0,\"to\":2"));
	free_page(text, results, 3);
}

static void a_clocks_numbers_are_shown_as_everywhere(void **state)
{
	struct ws_result result = result_of("host");
	char *text;

	(void)state;
	add_timed(&result, WS_BENCHMARK_HYPERCALL, 1200, 20, 40);
	add_timed(&result, WS_BENCHMARK_INTC_TRAP, 0, 0, 40);
	result.cells[0].timing->settled = false;
	result.cells[1].timing->low = result.cells[1].timing->high = 5;
	text = page_of(&result, 1);
	assert_non_null(strstr(text, "\"shown\":\"1,600 ?\""));
	assert_non_null(strstr(text, "\"shown\":\"\\u003c0\""));
	assert_non_null(strstr(text, "\"?: not settled: "));
	assert_non_null(strstr(text, "\"\\u003c0: the samples are shorter than those of null"));
	free_page(text, &result, 1);
}

static void counts_have_no_notes_of_a_clock(void **state)
{
	struct ws_result result = small_result();
	char *text = page_of(&result, 1);

	(void)state;
	assert_non_null(strstr(text, "\"notes\":[],\"changes\":[]"));
	assert_non_null(strstr(text, "\"value\":30,"));
	assert_non_null(strstr(text, "\"shown\":\"30\""));
	free_page(text, &result, 1);
}

/* What the table says of the study's figures, for those that are on the page. */
static void the_studys_figures_have_their_remarks(void **state)
{
	struct ws_result results[2] = {result_of("x86_64/kvm"), result_of("arm64/xen")};
	char *text;

	(void)state;
	for (size_t at = 0; at < 2; at++) {
		add_measured(&results[at], WS_BENCHMARK_HYPERCALL, 500, 20, 0);
		add_measured(&results[at], WS_BENCHMARK_IRQ_COMPLETION, 1, 20, 0);
	}
	text = page_of(results, 1);
	assert_non_null(strstr(text, "3007787.3001169; from the paper alone: hypercall (Xen x86), "
				     "irq-completion (Xen x86)\""));
	free(text);
	text = page_of(results, 2);
	assert_non_null(strstr(text, "3007787.3001169; there, on ARM, irq-completion ends a "
				     "spurious interrupt (1023), the reading of the clock "
				     "included: an upper bound; from the paper alone: hypercall "
				     "(Xen x86), irq-completion (Xen x86)\""));
	free_page(text, results, 2);
}

#define EXPLANATION(value, parts)                                                                  \
	"{\"schema\":\"worldswitch.explain/1\",\"cell\":\"arm64/xen/hypercall\",\"value\":" value  \
	",\"parts\":{\"class\":" parts "},\"more\":1}"

#define PART(own) "{\"class\":\"code\",\"direction\":\"none\",\"world\":\"guest\",\"own\":" own "}"

static int explanation_of(const char *document, json_t **explanation, struct ws_error *error)
{
	return ws_page_explanation("it", document, strlen(document), explanation, error);
}

static void explanations_are_passed_on_without_the_rest(void **state)
{
	json_t *explanation;
	struct ws_error error;
	char *text;

	(void)state;
	assert_int_equal(explanation_of(EXPLANATION("5", "[" PART("2") "," PART("3") "]"),
					&explanation, &error),
			 0);
	text = json_dumps(explanation, JSON_COMPACT);
	assert_string_equal(text, "{\"cell\":\"arm64/xen/hypercall\",\"value\":5,\"parts\":[" PART(
					  "2") "," PART("3") "]}");
	free(text);
	json_decref(explanation);
}

static void wrong_explanations_are_refused(void **state)
{
	static const char *const documents[] = {
		"",
		"[]",
		"{}",
		EXPLANATION("4", "[" PART("2") "," PART("3") "]"),
		EXPLANATION("5", "{}"),
		EXPLANATION("5", "[5]"),
		EXPLANATION("5", "[" PART("5.5") "]"),
		EXPLANATION("-5", "[" PART("-5") "]"),
		EXPLANATION("NaN", "[]"),
		EXPLANATION("5", "[{\"class\":\"code\",\"own\":5}]"),
		"{\"schema\":\"worldswitch.explain/2\",\"cell\":\"a\",\"value\":0,\"parts\":{}}",
	};

	(void)state;
	for (size_t at = 0; at < sizeof(documents) / sizeof(documents[0]); at++) {
		struct ws_error error = {""};
		json_t *explanation;

		assert_int_equal(explanation_of(documents[at], &explanation, &error), -EBADMSG);
		assert_non_null(strstr(error.text, "it"));
	}
}

/* As of a result: not by a place in a text that is not there. */
static void an_explanation_that_is_cut_short_is_called_so(void **state)
{
	struct ws_error error;
	json_t *explanation;

	(void)state;
	assert_int_equal(explanation_of("", &explanation, &error), -EBADMSG);
	assert_non_null(strstr(error.text, "it is empty"));
	assert_int_equal(explanation_of("{\"schema\":", &explanation, &error), -EBADMSG);
	assert_non_null(strstr(error.text, "it is cut short: it ends in line 1"));
}

static void a_cell_in_another_unit_than_its_column_says_so(void **state)
{
	struct ws_result result = result_of("host");
	char *text;

	(void)state;
	add_timed(&result, WS_BENCHMARK_HYPERCALL, 1200, 0, 40);
	add_timed(&result, WS_BENCHMARK_VIRTUAL_IPI, 1700, 0, 40);
	result.cells[1].unit = WS_UNIT_NANOSECONDS;
	text = page_of(&result, 1);
	assert_non_null(strstr(text, "\"unit\":\"cycles\""));
	assert_non_null(strstr(text, "\"shown\":\"1,700 ns\""));
	assert_non_null(strstr(text, "\"ns: nanoseconds, not the unit of the column"));
	free_page(text, &result, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_has_all_of_its_parts),
		cmocka_unit_test(data_cannot_end_the_element_that_it_is_in),
		cmocka_unit_test(two_results_of_a_target_are_compared),
		cmocka_unit_test(a_machine_and_an_emulator_are_incomparable),
		cmocka_unit_test(results_are_compared_with_those_that_they_may_be),
		cmocka_unit_test(a_clocks_numbers_are_shown_as_everywhere),
		cmocka_unit_test(a_cell_in_another_unit_than_its_column_says_so),
		cmocka_unit_test(counts_have_no_notes_of_a_clock),
		cmocka_unit_test(the_studys_figures_have_their_remarks),
		cmocka_unit_test(explanations_are_passed_on_without_the_rest),
		cmocka_unit_test(wrong_explanations_are_refused),
		cmocka_unit_test(an_explanation_that_is_cut_short_is_called_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
