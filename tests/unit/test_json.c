// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The result document: its exact bytes, and whether a validator that is not ours accepts what we
 * print and refuses what we never may (tests/schema.sh, run from the top of the tree).
 */
#include <glob.h>
#include <jansson.h>

#include "report/names.h"
#include "report/report.h"
#include "tests/unit/schema.h"
#include "tests/unit/small_result.h"

/* A result with every verdict there is. */
static struct ws_result full_result(const char *target)
{
	static const enum ws_verdict others[] = {WS_VERDICT_SKIPPED,   WS_VERDICT_INVALID,
						 WS_VERDICT_FAILED,    WS_VERDICT_CRASHED,
						 WS_VERDICT_TIMED_OUT, WS_VERDICT_ABSENT};
	struct ws_result result = result_of(target);
	size_t at;

	add_component(&result, "kernel", "Image", NULL);
	for (at = 0; at < WS_BENCHMARK_COUNT; at++)
		add_measured(&result, (enum ws_benchmark)at, 1843, 970, 30);
	for (at = 0; at < sizeof(others) / sizeof(others[0]); at++)
		add_unmeasured(&result, WS_BENCHMARK_HYPERCALL, others[at], "for the test");
	return result;
}

static void the_document_is_what_the_documentation_says(void **state)
{
	struct ws_result result = small_result();
	char *bytes = ws_report_json(&result, 1);

	(void)state;
	assert_string_equal(bytes, small_document);
	free(bytes);
	ws_result_free(&result);
}

static void equal_results_give_equal_bytes(void **state)
{
	struct ws_result one = full_result("arm64/xen");
	struct ws_result other = full_result("arm64/xen");
	char *first = ws_report_json(&one, 1);
	char *second = ws_report_json(&other, 1);

	(void)state;
	assert_string_equal(first, second);
	free(first);
	free(second);
	ws_result_free(&one);
	ws_result_free(&other);
}

static void a_validator_accepts_documents_and_sets(void **state)
{
	struct ws_result results[] = {full_result("arm64/kvm-vhe"), small_result(), {0}};
	char *bytes;

	(void)state;
	results[2] = result_of("arm64/xen"); /* nothing is known of it yet */
	for (size_t at = 0; at < 3; at++) {
		bytes = ws_report_json(&results[at], 1);
		assert_int_equal(validate(bytes), 0);
		free(bytes);
	}
	bytes = ws_report_json(results, 3);
	assert_non_null(strstr(bytes, "\"schema\": \"worldswitch.result-set/1\""));
	assert_int_equal(validate(bytes), 0);
	free(bytes);
	for (size_t at = 0; at < 3; at++)
		ws_result_free(&results[at]);
}

static void a_validator_refuses_what_is_no_result(void **state)
{
	static const char *const changes[][2] = {
		{"result/1", "result/2"},
		{"\"created\"", "\"made\""},
		{"2024-01-01T", "yesterday "},
		{"\"arm64/native\"", "\"native of arm64\""},
		{"\"neoverse-n1\"", "1"},
		{"\"10.0.2\"", "10"},
		{"0123456789", "xyz"},
		{"\"benchmark\": \"null\"", "\"benchmark\": \"nil\""},
		{"\"measured\"", "\"fine\""},
		{"\"measured\"", "\"absent\""},
		{"\"absent\"", "\"measured\""},
		{"\"reason\": \"nothing to call\",", ""},
		{"\"nothing to call\"", "\"\""},
		{"\"unit\": \"instructions\"", "\"unit\": \"cycles\""},
		{"\"lower-is-better\"", "\"higher-is-better\""},
		{"\"baseline\": 1,", ""},
		{"\"value\": 0", "\"value\": -1"},
		{"\"value\": 0", "\"value\": 0.5"},
		{"\"value\": 0", "\"value\": 0, \"mean\": 0"},
		{"\"share\": 0.666667", "\"share\": 1.5"},
		{"            500,\n", ""},
		{"\"stage\": 0", "\"stage\": 4"},
		{"\"sender\"", "\"author\""},
		{"\"hypervisor\"", "\"moon\""},
		{"\"value\": 20\n", "\"value\": 20, \"moon\": 0\n"},
		{"\"segments\": []", "\"segments\": {}"},
		{"\"segments\": []", "\"baselines\": []"},
		{"\"samples\": 1,\n", ""},
		{"\"samples\": 1,\n", "\"samples\": -1,\n"},
		{"}\n", ""},
		/* what only arithmetic can see */
		{"\"id\": \"arm64/native/null\"", "\"id\": \"arm64/xen/null\""},
		{"\"value\": 0", "\"value\": 500"},
		{"\"value\": 20\n", "\"value\": 21\n"},
		{"\"stage\": 0", "\"stage\": 1"},
		{"\"sender\"", "\"only\""},
		{"\"receiver\"", "\"sender\""},
		{"\"cpu\": 1", "\"cpu\": 1, \"cpu\": 1"},
		{"\"world\": \"guest\"", "\"world\": \"guest\", \"world\": \"guest\""},
		{"\"share\": 0.25", "\"share\": 0.5"},
		{"\"samples\": 1,", "\"samples\": 2,"},
		{"\"iterations\": 3", "\"iterations\": 4"},
		{"\"median\": 0", "\"median\": 500"},
		{"\"share\": 0.666667", "\"share\": 0.5"},
		{"\"baseline\": 1,", "\"baseline\": 1, \"baseline\": 1,"},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(changes) / sizeof(changes[0]); at++) {
		char *bytes = small_document_with(changes[at][0], changes[at][1]);

		if (validate(bytes) != 1)
			fail_msg("accepted: %s for %s", changes[at][1], changes[at][0]);
		free(bytes);
	}
}

static void what_was_timed_has_its_statistics(void **state)
{
	struct ws_result result = timed_result();
	char *bytes = ws_report_json(&result, 1);

	(void)state;
	assert_int_equal(validate(bytes), 0);
	assert_non_null(strstr(bytes, "\"value\": 1238,"));
	assert_non_null(strstr(bytes, "\"mad\": 20,"));
	free(bytes);
	result.cells[1].timing->mad++;
	bytes = ws_report_json(&result, 1);
	assert_int_equal(validate(bytes), 1);
	free(bytes);
	ws_result_free(&result);
}

/* A validator takes the last of two members, and says nothing. */
static void no_schema_has_a_member_twice(void **state)
{
	json_error_t error;
	glob_t found;

	(void)state;
	assert_int_equal(glob("docs/*.schema.json", 0, NULL, &found), 0);
	for (size_t at = 0; at < found.gl_pathc; at++) {
		json_t *schema = json_load_file(found.gl_pathv[at], JSON_REJECT_DUPLICATES, &error);

		if (!schema)
			fail_msg("%s:%d: %s", found.gl_pathv[at], error.line, error.text);
		json_decref(schema);
	}
	globfree(&found);
}

/* Whether the schema's list of strings at $defs.OF.properties.NAME.enum has this one. */
static bool enum_has(const char *of, const char *name, const char *word)
{
	json_t *schema = json_load_file("docs/result.schema.json", 0, NULL);
	json_t *list;
	bool found = false;
	size_t at;

	assert_int_equal(json_unpack(schema, "{s:{s:{s:{s:{s:o}}}}}", "$defs", of, "properties",
				     name, "enum", &list),
			 0);
	for (at = 0; at < json_array_size(list); at++)
		found |= strcmp(json_string_value(json_array_get(list, at)), word) == 0;
	json_decref(schema);
	return found;
}

static bool schema_has(const char *name, const char *word)
{
	return enum_has("cell", name, word);
}

static bool segment_has(const char *name, const char *word)
{
	return enum_has("segment", name, word);
}

static void the_schema_has_every_word_of_the_lists(void **state)
{
	(void)state;
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
		assert_true(schema_has("benchmark", ws_benchmark_texts[at].id));
	for (int at = 0; at < WS_VERDICT_COUNT; at++)
		assert_true(schema_has("verdict", ws_verdict_id((enum ws_verdict)at)));
	for (int at = 0; at < WS_UNIT_COUNT; at++)
		assert_true(schema_has("unit", ws_unit_id((enum ws_unit)at)));
	for (int at = 0; at < WS_STAGE_ROLE_COUNT; at++)
		assert_true(segment_has("role", ws_stage_role_id((enum ws_stage_role)at)));
	for (int at = 0; at < WS_WORLD_COUNT; at++)
		assert_true(segment_has("world", ws_world_id((enum ws_world)at)));
	for (int at = WS_PLACE_NONE + 1; at < WS_PLACE_COUNT; at++)
		assert_true(segment_has("place", ws_place_id((enum ws_place)at)));
	assert_true(schema_has("path", ws_path_id(WS_PATH_ROUND_TRIP)));
	assert_true(schema_has("path", ws_path_id(WS_PATH_ONE_WAY)));
	assert_false(schema_has("benchmark", "no such benchmark"));
}

static void text_that_is_not_utf8_does_not_cost_the_document(void **state)
{
	struct ws_result result = small_result();
	char *bytes;

	(void)state;
	add_property(&result, "append", "caf\xe9 \"quoted\" \x01");
	bytes = ws_report_json(&result, 1);
	assert_non_null(bytes);
	assert_non_null(strstr(bytes, "\"append\": \"caf? \\\"quoted\\\" ?\""));
	assert_int_equal(validate(bytes), 0);
	free(bytes);
	ws_result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_document_is_what_the_documentation_says),
		cmocka_unit_test(equal_results_give_equal_bytes),
		cmocka_unit_test(a_validator_accepts_documents_and_sets),
		cmocka_unit_test(a_validator_refuses_what_is_no_result),
		cmocka_unit_test(what_was_timed_has_its_statistics),
		cmocka_unit_test(no_schema_has_a_member_twice),
		cmocka_unit_test(the_schema_has_every_word_of_the_lists),
		cmocka_unit_test(text_that_is_not_utf8_does_not_cost_the_document),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
