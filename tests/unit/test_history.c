// SPDX-License-Identifier: GPL-2.0-or-later
/* The history gives back what it was given, by what is asked for. */
#include <glob.h>
#include <sqlite3.h>

#include "tests/unit/history_file.h"

static void a_result_is_there_once(void **state)
{
	struct ws_history *history = open_history();

	(void)state;
	assert_int_equal(add(history, 1), 1);
	assert_int_equal(add(history, 1), 0);
	assert_int_equal(add(history, 2), 1);
	assert_int_equal(count_of(history), 2);
	ws_history_close(history);
	history = open_history();
	assert_int_equal(count_of(history), 2);
	assert_null(ws_history_set_aside(history));
	ws_history_close(history);
}

static void queries_find_by_cell_property_component_and_date(void **state)
{
	struct ws_history *history = open_history();
	struct found found;

	(void)state;
	for (unsigned int number = 0; number < 10; number++)
		add(history, number);
	found = find(history, &(struct ws_history_query){.benchmark = "hypercall"});
	assert_int_equal(found.count, 10);
	assert_int_equal(found.last, 1009);
	found = find(history, &(struct ws_history_query){.benchmark = "io-*"});
	assert_int_equal(found.count, 10);
	assert_int_equal(found.last, 0);
	found = find(history, &(struct ws_history_query){.target = "*/xen"});
	assert_int_equal(found.count, 0);
	found = find(history,
		     &(struct ws_history_query){.where = {{"cpu", "cortex-*"}}, .where_count = 1});
	assert_int_equal(found.count, 5);
	found = find(history,
		     &(struct ws_history_query){.where = {{"cpu", "cortex-*"}, {"kernel", "6.3"}},
						.where_count = 2});
	assert_int_equal(found.count, 1);
	assert_string_equal(found.version, "6.3");
	found = find(history, &(struct ws_history_query){.where = {{"kernel", "linux 6.4"}},
							 .where_count = 1});
	assert_int_equal(found.count, 1);
	assert_int_equal(
		find(history, &(struct ws_history_query){.since = "2024", .until = "2024-01-01"})
			.count,
		10);
	assert_int_equal(find(history, &(struct ws_history_query){.since = "2024-01-02"}).count, 0);
	assert_int_equal(find(history, &(struct ws_history_query){.until = "2023"}).count, 0);
	ws_history_close(history);
}

static int check_document(void *context, const char *document, size_t size)
{
	unsigned int *seen = context;

	assert_int_equal(document[0], '{');
	assert_int_equal(document[size - 1], '\n');
	(*seen)++;
	return 0;
}

static void documents_come_back(void **state)
{
	struct ws_history *history = open_history();
	struct ws_error error;
	unsigned int seen = 0;

	(void)state;
	add(history, 1);
	add(history, 2);
	assert_int_equal(
		ws_history_documents(
			history,
			&(struct ws_history_query){.where = {{"kernel", "6.2"}}, .where_count = 1},
			check_document, &seen, &error),
		0);
	assert_int_equal(seen, 1);
	ws_history_close(history);
}

static int keep_environment(void *context, const struct ws_history_row *row)
{
	char **texts = context;

	while (*texts)
		texts++;
	*texts = strdup(row->environment);
	return 0;
}

/* Equal ones have equal texts, others have not, and a digest leads to its document alone. */
static void results_have_environments_and_documents(void **state)
{
	struct ws_history *history = open_history();
	struct ws_result again = numbered_result(1);
	struct ws_error error;
	char *texts[4] = {NULL};
	unsigned int seen = 0;

	(void)state;
	add(history, 1);
	add(history, 2);
	again.cells[0].value++;
	assert_int_equal(ws_history_add(history, &again, 1, NULL, &error), 0);
	assert_int_equal(ws_history_find(history, &(struct ws_history_query){0}, keep_environment,
					 texts, &error),
			 0);
	assert_non_null(texts[2]);
	assert_string_equal(texts[0], texts[2]);
	assert_string_not_equal(texts[0], texts[1]);
	assert_int_equal(ws_history_document(history, "none", check_document, &seen, &error), 0);
	assert_int_equal(seen, 0);
	for (size_t at = 0; at < 3; at++)
		free(texts[at]);
	ws_result_free(&again);
	ws_history_close(history);
}

/* A kernel that was built again has the name and the version of the one before it. */
static void another_build_is_another_environment(void **state)
{
	static const char *const builds[] = {"0a", "1b", "0a", NULL};
	struct ws_history *history = open_history();
	struct ws_error error;
	char *texts[5] = {NULL};

	(void)state;
	for (size_t at = 0; at < 4; at++) {
		struct ws_result result = numbered_result(1);

		result.cells[0].value += at;
		result.components[0].sha256 = builds[at] ? strdup(builds[at]) : NULL;
		assert_int_equal(ws_history_add(history, &result, 1, NULL, &error), 0);
		ws_result_free(&result);
	}
	assert_int_equal(ws_history_find(history, &(struct ws_history_query){0}, keep_environment,
					 texts, &error),
			 0);
	assert_string_not_equal(texts[0], texts[1]);
	assert_string_equal(texts[0], texts[2]);
	assert_string_not_equal(texts[0], texts[3]);
	for (size_t at = 0; at < 4; at++)
		free(texts[at]);
	ws_history_close(history);
}

/* SQL in a value is a value. */
static void patterns_are_no_statements(void **state)
{
	struct ws_history *history = open_history();
	struct ws_history_query query = {.target = "'; DROP TABLE result; --",
					 .where = {{"' OR 1 = 1 --", "' OR '1'='1"}},
					 .where_count = 1};

	(void)state;
	add(history, 1);
	assert_int_equal(find(history, &query).count, 0);
	assert_int_equal(count_of(history), 1);
	ws_history_close(history);
}

static void a_folder_that_is_not_there_is_told(void **state)
{
	struct ws_history *history;
	struct ws_error error;

	(void)state;
	assert_true(ws_history_open("/nonexistent/history.sqlite", &history, &error) < 0);
	assert_non_null(strstr(error.text, "cannot open the history /nonexistent/history.sqlite"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_result_is_there_once, remove_files),
		cmocka_unit_test_teardown(queries_find_by_cell_property_component_and_date,
					  remove_files),
		cmocka_unit_test_teardown(documents_come_back, remove_files),
		cmocka_unit_test_teardown(results_have_environments_and_documents, remove_files),
		cmocka_unit_test_teardown(another_build_is_another_environment, remove_files),
		cmocka_unit_test_teardown(patterns_are_no_statements, remove_files),
		cmocka_unit_test_teardown(a_folder_that_is_not_there_is_told, remove_files),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
