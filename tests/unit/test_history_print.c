// SPDX-License-Identifier: GPL-2.0-or-later
/* What was found in the history, in every format: whole pictures. */
#include "report/formats.h"
#include "tests/unit/results.h"

static char *printed(const char *format, const struct ws_history_entry *entries, size_t count,
		     bool cells)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	ws_format_find(format)->history(out, entries, count, cells);
	fclose(out);
	return text;
}

static struct ws_history_row row_of(const char *target, const char *version)
{
	return (struct ws_history_row){
		.digest = "0123456789abcdef",
		.created = "2024-01-01T00:00:00Z",
		.target = target,
		.image = "xen",
		.version = version,
		.cells = 11,
		.measured = 10,
	};
}

static struct ws_history_entry counted(const char *variation, uint64_t value)
{
	struct ws_history_entry entry = {
		.row = row_of("arm64/xen", "4.20.3+127-gc42374a105-0+deb13u1"),
		.variation = variation,
		.cell = {.benchmark = WS_BENCHMARK_IO_OUT, .value = value},
	};

	entry.row.benchmark = "io-out";
	entry.row.verdict = "measured";
	entry.row.unit = "instructions";
	entry.row.has_value = true;
	entry.row.value = value;
	return entry;
}

/* At the same time, of the same version: Dom0 is what differs, and no version is cut. */
static void variations_and_units_stand_beside_the_numbers(void **state)
{
	struct ws_history_entry entries[] = {counted("dom0 probe", 4823),
					     counted("dom0 linux", 11597)};
	char *text = printed("table", entries, 2, true);

	(void)state;
	assert_string_equal(
		text,
		"created               cell               value  unit          variation   of\n"
		"2024-01-01T00:00:00Z  arm64/xen/io-out   4,823  instructions  dom0 probe  "
		"4.20.3+127-gc42374a105-0+deb13u1\n"
		"2024-01-01T00:00:00Z  arm64/xen/io-out  11,597  instructions  dom0 linux  "
		"4.20.3+127-gc42374a105-0+deb13u1\n");
	free(text);
	text = printed("csv", entries, 1, true);
	assert_non_null(strstr(text, ",value,variation,server,settled,clock\r\n"));
	assert_non_null(strstr(text, ",lower-is-better,4823,dom0 probe,,,\r\n"));
	free(text);
	text = printed("json", entries, 2, true);
	assert_non_null(strstr(text, "\"variation\":\"dom0 linux\",\"server\":null}"));
	free(text);
}

static void what_a_clock_timed_is_rounded_for_people(void **state)
{
	struct ws_result result = result_of("host");
	struct ws_history_entry entry = {.row = row_of("host", NULL), .variation = ""};
	char *text;

	(void)state;
	add_timed(&result, WS_BENCHMARK_HYPERCALL, 1200, 2, 40);
	entry.row.benchmark = "hypercall";
	entry.row.verdict = "measured";
	entry.row.unit = "cycles";
	entry.row.has_value = true;
	entry.row.value = result.cells[0].value;
	entry.cell = result.cells[0];
	entry.server = "n1";
	text = printed("table", &entry, 1, true);
	assert_non_null(strstr(text, "created               cell            value    unit    of\n"
				     "2024-01-01T00:00:00Z  host/hypercall  1,240 ?  cycles  xen\n"
				     "\n"));
	assert_non_null(strstr(text, "\n?             not settled"));
	free(text);
	text = printed("csv", &entry, 1, true);
	assert_non_null(strstr(text, ",1238,,n1,no,\r\n"));
	free(text);
	text = printed("json", &entry, 1, true);
	assert_non_null(strstr(text, "\"value\":1238,\"settled\":false,"));
	assert_null(strstr(text, "emulated"));
	free(text);
	entry.emulated = true;
	text = printed("table", &entry, 1, true);
	assert_non_null(strstr(text, "  1,240 ?  cycles, emulated  xen\n"));
	free(text);
	text = printed("table", &entry, 1, false);
	assert_non_null(strstr(text, "  emulated\n"));
	free(text);
	text = printed("csv", &entry, 1, true);
	assert_non_null(strstr(text, ",1238,,n1,no,emulated\r\n"));
	free(text);
	text = printed("json", &entry, 1, true);
	assert_non_null(strstr(text, ",\"clock\":\"emulated\"}"));
	free(text);
	ws_result_free(&result);
}

static void results_are_listed_with_what_tells_them_apart(void **state)
{
	struct ws_history_entry entry = {.row = row_of("arm64/xen", "4.20"),
					 .variation = "dom0 linux"};
	char *text;

	(void)state;
	entry.row.cpu = "cortex-a76";
	text = printed("table", &entry, 1, false);
	assert_string_equal(
		text,
		"result        created               target     cells  variation   of    cpu\n"
		"0123456789ab  2024-01-01T00:00:00Z  arm64/xen  10/11  dom0 linux  4.20  "
		"cortex-a76\n");
	free(text);
	text = printed("table", &entry, 0, false);
	assert_string_equal(text, "(nothing)\n");
	free(text);
	text = printed("json", &entry, 0, false);
	assert_string_equal(text, "[]\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(variations_and_units_stand_beside_the_numbers),
		cmocka_unit_test(what_a_clock_timed_is_rounded_for_people),
		cmocka_unit_test(results_are_listed_with_what_tells_them_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
