// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes as a result document. What is accepted can be printed in every format, is the same as
 * itself, or cannot be told to be; and reading what was written and writing it again gives the same
 * bytes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/formats.h"
#include "report/read.h"
#include "report/report.h"

static void print_all(const struct ws_results *results)
{
	const struct ws_table_options options = {.width = 80};

	for (size_t at = 0; at < ws_format_count; at++) {
		char *text = NULL;
		size_t size;
		FILE *out = open_memstream(&text, &size);

		if (!out || ws_formats[at].results(out, results->list, results->count, &options))
			abort();
		fclose(out);
		free(text);
	}
}

static void compare_with_itself(const struct ws_results *results)
{
	static const struct ws_across nothing;
	const struct ws_table_options options = {.width = 80};
	struct ws_changes changes;
	const struct ws_compared compared = {.changes = &changes, .old = "a", .now = "b"};

	if (ws_changes_of(results->list, results->count, results->list, results->count, &nothing, 0,
			  &changes))
		return;
	if (changes.gate == WS_GATE_FAILS || changes.count != results->count)
		abort();
	for (size_t at = 0; at < ws_format_count; at++) {
		char *text = NULL;
		size_t size;
		FILE *out = open_memstream(&text, &size);

		if (!out || (ws_formats[at].comparison &&
			     ws_formats[at].comparison(out, &compared, &options)))
			abort();
		fclose(out);
		free(text);
	}
	ws_changes_free(&changes);
}

static char *written_again(const char *bytes)
{
	struct ws_results results;
	struct ws_error error;
	char *again;

	if (ws_results_parse("x", bytes, strlen(bytes), &results, &error))
		abort();
	again = ws_report_json(results.list, results.count);
	ws_results_free(&results);
	return again;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ws_results results;
	struct ws_error error = {.text = ""};
	char *first, *second;

	if (ws_results_parse("x", (const char *)data, size, &results, &error)) {
		if (!error.text[0] || results.list || results.count)
			abort();
		return 0;
	}
	print_all(&results);
	compare_with_itself(&results);
	first = ws_report_json(results.list, results.count);
	ws_results_free(&results);
	if (!first)
		abort();
	second = written_again(first);
	if (!second || strcmp(first, second) != 0)
		abort();
	free(first);
	free(second);
	return 0;
}
