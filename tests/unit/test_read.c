// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Result documents read back: to the byte what was written, and one line with its place for what
 * is none, whoever made it.
 */
#include <errno.h>
#include <glob.h>

#include "report/read.h"
#include "report/report.h"
#include "support/file.h"
#include "tests/unit/small_result.h"

static struct ws_error error;

static int parse(const char *bytes, struct ws_results *results)
{
	error.text[0] = '\0';
	return ws_results_parse("x.json", bytes, strlen(bytes), results, &error);
}

static void comes_back(const char *name, const char *bytes)
{
	struct ws_results results;
	char *again;

	if (parse(bytes, &results))
		fail_msg("%s: %s", name, error.text);
	again = ws_report_json(results.list, results.count);
	assert_string_equal(again, bytes);
	free(again);
	ws_results_free(&results);
}

static void documents_come_back_to_the_byte(void **state)
{
	struct ws_result results[] = {small_result(), small_result()};
	char *set = ws_report_json(results, 2);
	char *older = small_document_with("0.1.0", "0.0.9-rc1");

	(void)state;
	comes_back("one", small_document);
	comes_back("a set", set);
	comes_back("an older version's", older);
	free(set);
	free(older);
	ws_result_free(&results[0]);
	ws_result_free(&results[1]);
}

static void what_was_timed_comes_back(void **state)
{
	struct ws_result result = timed_result();
	char *bytes = ws_report_json(&result, 1);

	(void)state;
	comes_back("timed", bytes);
	free(bytes);
	ws_result_free(&result);
}

/* Those that `worldswitch run` wrote. */
static void measured_documents_come_back_to_the_byte(void **state)
{
	glob_t found;

	(void)state;
	assert_int_equal(glob("tests/fuzz/corpus/fuzz_results/*.json", 0, NULL, &found), 0);
	for (size_t at = 0; at < found.gl_pathc; at++) {
		char *bytes;
		size_t size;

		assert_int_equal(
			ws_file_read(found.gl_pathv[at], WS_DOCUMENT_MAX, &bytes, &size, &error),
			0);
		comes_back(found.gl_pathv[at], bytes);
		free(bytes);
	}
	globfree(&found);
}

/* The line that says why these bytes are none. */
static const char *refused(const char *bytes)
{
	struct ws_results results;

	if (parse(bytes, &results) == 0)
		fail_msg("accepted: %s", bytes);
	assert_null(results.list);
	assert_null(strchr(error.text, '\n'));
	assert_memory_equal(error.text, "cannot read x.json: ", 20);
	return error.text + 20;
}

static void refuses(const char *bytes, const char *why)
{
	if (!strstr(refused(bytes), why))
		fail_msg("not '%s': %s", why, error.text);
}

struct change {
	const char *old, *new, *why;
};

static void refuse_changes(const struct change *changes, size_t count)
{
	for (size_t at = 0; at < count; at++) {
		char *bytes = small_document_with(changes[at].old, changes[at].new);

		refuses(bytes, changes[at].why);
		free(bytes);
	}
}
#define REFUSE(changes) refuse_changes(changes, sizeof(changes) / sizeof((changes)[0]))

static void what_checks_found_comes_back(void **state)
{
	static const char *const bad[][3] = {
		{"Turbo", "note", "a check"},
		{"", "note", "a check"},
		{"turbo", "perhaps", "a verdict of a check"},
	};
	static const struct change nothing[] = {
		{"\"cells\":", "\"hazards\": [], \"cells\":", "hazards: no checks"},
	};
	struct ws_result result = timed_result();
	char *bytes;

	(void)state;
	assert_int_equal(ws_result_add_finding(&result, "turbo", "hazard", "on"), 0);
	bytes = ws_report_json(&result, 1);
	assert_non_null(strstr(bytes, "\"verdict\": \"hazard\""));
	comes_back("with hazards", bytes);
	free(bytes);
	ws_result_free(&result);
	for (size_t at = 0; at < sizeof(bad) / sizeof(bad[0]); at++) {
		result = timed_result();
		ws_result_add_finding(&result, bad[at][0], bad[at][1], "x");
		bytes = ws_report_json(&result, 1);
		refuses(bytes, bad[at][2]);
		free(bytes);
		ws_result_free(&result);
	}
	REFUSE(nothing);
}

static void another_schema_is_named(void **state)
{
	static const struct change changes[] = {
		{"result/1", "result/2",
		 "its schema is worldswitch.result/2, and this program reads worldswitch.result/1, "
		 "by itself or in a worldswitch.result-set/1: use "},
		{"result/1", "result-set/9", "its schema is worldswitch.result-set/9, and this "},
		{"worldswitch.result/1", "worldswitch.explain/1", "not that of a result"},
		{"\"schema\"", "\"version\"", "it has no schema"},
		{"\"worldswitch.result/1\"", "1", "schema: not a string"},
		{"worldswitch.result/1", "worldswitch.result-set/1", "'tool' is unknown"},
	};

	(void)state;
	REFUSE(changes);
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
	static const struct change changes[] = {
		{"\"created\"", "\"made\"", "the field 'made' is unknown here"},
		{"2024-01-01T", "yesterday ", "'yesterday 00:00:00Z' is not a time"},
		{"\"0.1.0\"", "\"0.1\"", "tool.version: '0.1' is not a version"},
		{"\"arm64/native\"", "\"native of arm64\"", "'native of arm64' is not a target"},
		{"\"neoverse-n1\"", "1", "target.properties.cpu: not a string"},
		{"\"cpu\"", "\"C\"", "target.properties: 'C' is not a word"},
		{"\"10.0.2\"", "10", "environment.components[0].version: not a string"},
		{"\"10.0.2\"", "\"\"", "environment.components[0].version: '' is not a name"},
		{"0123456789", "xyz", "environment.components[0].sha256"},
		{"\"benchmark\": \"null\"", "\"benchmark\": \"nil\"",
		 "cells[0]: the benchmark 'nil' is unknown: a newer worldswitch may know it"},
		{"\"measured\"", "\"fine\"", "cells[0]: the verdict 'fine' is unknown"},
		{"\"measured\"", "\"absent\"", "cells[0]: the field 'iterations' is unknown here"},
		{"\"absent\"", "\"measured\"", "cells[1]: the field 'reason' is unknown here"},
		{"\"reason\": \"nothing to call\",", "", "cells[1]: the field 'reason' is missing"},
		{"\"unit\": \"instructions\"", "\"unit\": \"miles\"",
		 "the unit 'miles' is unknown"},
		{"\"lower-is-better\"", "\"higher-is-better\"", "should be 'lower-is-better'"},
		{"\"round-trip\"", "\"one-way\"", "'path' is 'one-way' and should be 'round-trip'"},
		{"\"baseline\": 1,", "", "cells[0]: the field 'baseline' is missing"},
		{"\"baseline\": 1", "\"baseline\": -1", "cells[0].baseline: -1 is not between"},
		{"\"value\": 0", "\"value\": 0.5", "cells[0].value: not an integer"},
		{"\"value\": 0", "\"value\": 0, \"mean\": 0", "the field 'mean' is unknown"},
		{"\"stage\": 0", "\"stage\": 4", "cells[2].segments[0].stage: 4 is not between"},
		{"\"sender\"", "\"author\"", "the role 'author' is unknown"},
		{"\"hypervisor\"", "\"moon\"", "the world 'moon' is unknown"},
		{"\"world\": \"guest\"", "\"place\": \"x\", \"world\": \"guest\"", "the place 'x'"},
		{"\"segments\": []", "\"segments\": {}", "cells[0].segments: not a list"},
		{"\"samples\": 1,\n", "", "cells[2].rejected: the field 'samples' is missing"},
		{"\"cells\": [", "\"cells\": [ 7,", "cells[0]: not an object"},
	};

	(void)state;
	REFUSE(changes);
}

static void what_does_not_add_up_is_refused(void **state)
{
	static const struct change changes[] = {
		{"\"id\": \"arm64/native/null\"", "\"id\": \"arm64/xen/null\"",
		 "'id' is 'arm64/xen/null' and should be 'arm64/native/null'"},
		{"\"value\": 0", "\"value\": 500", "'value' is 500 and the rest says 0"},
		{"\"value\": 20\n", "\"value\": 21\n", "the parts do not add up to the value"},
		{"\"value\": 20\n", "\"value\": 0\n", "a part of nothing"},
		{"\"value\": 20\n", "\"value\": 9223372036854775807\n", "too large"},
		{"\"stage\": 0", "\"stage\": 1", "does not follow the part before it"},
		{"\"sender\"", "\"only\"", "does not follow the part before it"},
		{"\"share\": 0.25", "\"share\": 0.5", "cells[2].rejected.share: 0.5"},
		{"\"samples\": 0,", "\"samples\": 1,", "a round trip are never rejected"},
		{"\"iterations\": 3", "\"iterations\": 4", "'iterations' is 4 and the rest says 3"},
		{"\"mode\": 0", "\"mode\": 500", "'mode' is 500 and the rest says 0"},
		{"\"median\": 0", "\"median\": 500", "'median' is 500 and the rest says 0"},
		{"\"share\": 0.666667", "\"share\": 0.5", "cells[0].distribution.share"},
		{"            500,\n", "            0,\n", "values[1]: the values do not ascend"},
		{"            500,\n", "            -500,\n", "values[1]: a number that is out of"},
		{"            500,\n", "", "values[1]: not a value and how many samples have it"},
		{"            2\n", "            4294967295\n", "values: no samples, or too many"},
		{"\"values\": [", "\"values\": [[1,0],",
		 "values[0]: a number that is out of range"},
		{"\"benchmark\": \"virtual-ipi\"", "\"benchmark\": \"null\"", "and should be"},
	};

	(void)state;
	REFUSE(changes);
}

static void hostile_bytes_are_refused(void **state)
{
	static const struct change changes[] = {
		{"\"value\": 0", "\"value\": NaN", "invalid token near 'NaN'"},
		{"\"share\": 1.0", "\"share\": 1e999", "real number overflow"},
		{"\"value\": 0", "\"value\": 9223372036854775808", "too big integer"},
		{"\"cpu\": 1", "\"cpu\": 1, \"cpu\": 1", "duplicate object key"},
		{"neoverse-n1", "\\u001b[31m", "properties.cpu: a string with a control character"},
		{"neoverse-n1", "\\u009b31m", "properties.cpu: a string with a control character"},
		{"neoverse-n1", "\\u0000", "NUL"},
		{"neoverse-n1", "\xff", "unable to decode byte 0xff"},
		{"arm64/native", "arm64/\\u0007", "control character"},
	};

	(void)state;
	REFUSE(changes);
	refuses("", "it is empty");
	refuses("[]", "not an object");
	refuses("{}", "it has no schema");
	refuses("{\"schema\": \"worldswitch.result-set/1\", \"results\": []}", "at least two");
	refuses("{\"schema\": \"worldswitch.result-set/1\", \"results\": "
		"[{\"schema\": \"worldswitch.result/2\", \"later\": 1}, {}]}",
		"results[0]: its schema is worldswitch.result/2, and this program reads ");
	refuses("{\"schema\": \"worldswitch.result-set/1\", \"results\": [1, 2]}",
		"results[0]: not an object");
}

static void statistics_that_do_not_follow_are_refused(void **state)
{
	static const struct {
		size_t offset;
		uint64_t more;
		const char *why;
	} members[] = {
		{offsetof(struct ws_timing, mad), 600, "'mad' is"},
		{offsetof(struct ws_timing, low), 20, "timing: the interval has no median in it"},
		{offsetof(struct ws_timing, high), 600, "timing.interval[1]: no sample can"},
		{offsetof(struct ws_timing, early), 600, "timing.halves[0]: no sample can"},
		{offsetof(struct ws_timing, late), 600, "timing.halves[1]: no sample can"},
		{offsetof(struct ws_timing, null.median), 600, "'median' is"},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(members) / sizeof(members[0]); at++) {
		struct ws_result result = timed_result();
		char *bytes;

		*(uint64_t *)((char *)result.cells[1].timing + members[at].offset) +=
			members[at].more;
		bytes = ws_report_json(&result, 1);
		refuses(bytes, members[at].why);
		free(bytes);
		ws_result_free(&result);
	}
}

static void what_was_timed_has_no_segments(void **state)
{
	struct ws_result result = timed_result();
	char *bytes;

	(void)state;
	result.cells[0].unit = WS_UNIT_INSTRUCTIONS;
	bytes = ws_report_json(&result, 1);
	refuses(bytes, "cells[0]: the field 'timing' is unknown here");
	free(bytes);
	result.cells[0].unit = WS_UNIT_NANOSECONDS;
	result.cells[0].baseline = 1;
	bytes = ws_report_json(&result, 1);
	refuses(bytes, "'baseline' is 1 and the rest says 0");
	free(bytes);
	ws_result_free(&result);
}

static void a_cell_is_there_once(void **state)
{
	struct ws_result result = small_result();
	char *bytes;

	(void)state;
	add_measured(&result, WS_BENCHMARK_NULL, 0, 2, 1);
	bytes = ws_report_json(&result, 1);
	refuses(bytes, "cells[3]: this cell is there twice");
	free(bytes);
	ws_result_free(&result);
}

static void a_document_cut_anywhere_is_refused(void **state)
{
	char *bytes = strdup(small_document);

	(void)state;
	for (size_t length = strlen(bytes) - 2; length; length--) {
		bytes[length] = '\0';
		refused(bytes);
	}
	refuses("{\n  \"schema\": \"worldswitch.res", "it is cut short: it ends in line 2");
	refuses("{\n  \"schema\": \"worldswitch.result/1\",\n",
		"it is cut short: it ends in line 3");
	free(bytes);
}

/* So many times a character after a text. */
static char *long_text(const char *before, char character, int count)
{
	char *text = NULL;

	assert_true(asprintf(&text, "%s%*s", before, count, "") > 0);
	memset(text + strlen(before), character, (size_t)count);
	return text;
}

static void long_strings_and_deep_nesting_are_refused(void **state)
{
	char *letters = long_text("", 'a', 10 << 20);
	char *property = small_document_with("neoverse-n1", letters);
	char *target = small_document_with("arm64/native", letters);
	char *deep = long_text("{\"schema\":", '[', 10 << 20);

	(void)state;
	refuses(property, "target.properties.cpu: a string of more than 65536 bytes");
	refuses(target, "target.id: a string of more than 65536 bytes");
	refuses(deep, "maximum parsing depth reached");
	free(letters);
	free(property);
	free(target);
	free(deep);
}

static void files_that_cannot_be_read_are_named(void **state)
{
	struct ws_results results;

	(void)state;
	assert_int_equal(ws_results_read("/no/such/file", &results, &error), -ENOENT);
	assert_non_null(strstr(error.text, "/no/such/file"));
	assert_int_equal(ws_results_read("/", &results, &error), -EINVAL);
	assert_null(results.list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_come_back_to_the_byte),
		cmocka_unit_test(what_was_timed_comes_back),
		cmocka_unit_test(what_checks_found_comes_back),
		cmocka_unit_test(measured_documents_come_back_to_the_byte),
		cmocka_unit_test(another_schema_is_named),
		cmocka_unit_test(what_is_wrong_is_said_with_its_place),
		cmocka_unit_test(what_does_not_add_up_is_refused),
		cmocka_unit_test(hostile_bytes_are_refused),
		cmocka_unit_test(statistics_that_do_not_follow_are_refused),
		cmocka_unit_test(what_was_timed_has_no_segments),
		cmocka_unit_test(a_cell_is_there_once),
		cmocka_unit_test(a_document_cut_anywhere_is_refused),
		cmocka_unit_test(long_strings_and_deep_nesting_are_refused),
		cmocka_unit_test(files_that_cannot_be_read_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
