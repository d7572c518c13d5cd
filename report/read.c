// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A file, its schema, its results. The parser already refuses what is no JSON: NaN, keys that are
 * there twice, numbers beyond 64 bits, nesting beyond 2,048, bytes that are no UTF-8.
 */
#include "report/read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "report/read_parts.h"
#include "support/file.h"

static int read_list(const struct node *list, struct ws_results *results)
{
	int result = 0;

	results->list = calloc(node_length(list) + 1, sizeof(*results->list));
	if (!results->list)
		return node_no_memory(list);
	while (results->count < node_length(list) && !result) {
		struct node element = node_element(list, results->count);

		result = read_result(&element, &results->list[results->count++]);
	}
	return result;
}

static int read_set(const struct node *document, struct ws_results *results)
{
	static const char *const keys[] = {"schema", "results", NULL};
	struct node list;
	int result = node_only(document, keys);

	if (!result)
		result = node_list(document, "results", &list);
	if (!result && node_length(&list) < 2)
		result = node_fail(&list, "a set has at least two results");
	return result ? result : read_list(&list, results);
}

static int read_one(const struct node *document, struct ws_results *results)
{
	results->list = calloc(1, sizeof(*results->list));
	if (!results->list)
		return node_no_memory(document);
	results->count = 1;
	return read_result(document, results->list);
}

static int read_document(const struct node *document, struct ws_results *results)
{
	const char *schema;
	int result = node_is_object(document);

	if (!result && !node_has(document, "schema"))
		result = node_fail(document, "it has no schema: results are what `worldswitch run "
					     "-o FILE` writes");
	if (!result)
		result = node_text(document, "schema", NULL, &schema);
	if (result)
		return result;
	if (strcmp(schema, WS_RESULT_SCHEMA) == 0)
		return read_one(document, results);
	if (strcmp(schema, WS_RESULT_SET_SCHEMA) == 0)
		return read_set(document, results);
	return read_other_schema(document, schema);
}

int ws_results_parse(const char *name, const char *data, size_t size, struct ws_results *results,
		     struct ws_error *error)
{
	const struct reading reading = {.name = name, .error = error};
	struct node document = {.reading = &reading};
	int result;

	*results = (struct ws_results){0};
	result = node_parse(&document, data, size);
	if (result)
		return result;
	result = read_document(&document, results);
	json_decref(document.value);
	if (result)
		ws_results_free(results);
	return result;
}

int ws_results_read(const char *path, struct ws_results *results, struct ws_error *error)
{
	char *data;
	size_t size;
	int result = ws_file_read(path, WS_DOCUMENT_MAX, &data, &size, error);

	*results = (struct ws_results){0};
	if (result)
		return result;
	result = ws_results_parse(path, data, size, results, error);
	free(data);
	return result;
}

void ws_results_free(struct ws_results *results)
{
	for (size_t at = 0; at < results->count; at++)
		ws_result_free(&results->list[at]);
	free(results->list);
	*results = (struct ws_results){0};
}

int ws_results_move(struct ws_results *results, struct ws_results *more, struct ws_error *error)
{
	struct ws_result *list =
		reallocarray(results->list, results->count + more->count, sizeof(*list));

	if (!list) {
		ws_results_free(more);
		return ws_fail_errno(error, ENOMEM, "cannot hold all results at once");
	}
	memcpy(&list[results->count], more->list, more->count * sizeof(*list));
	results->list = list;
	results->count += more->count;
	free(more->list);
	*more = (struct ws_results){0};
	return 0;
}
