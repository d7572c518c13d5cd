// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What tells results apart is their documents' to say, and reading a thousand of those takes a
 * second: one is read of those with equal environments, and one of each cell that a clock timed,
 * whose digits its samples decide.
 */
#include "cli/history_show.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "cli/history_names.h"
#include "report/names.h"
#include "report/read.h"
#include "report/variation.h"

#define DIGEST_MAX  (64 + 1)
#define CREATED_MAX (20 + 1)

/* What an entry points to, or will when all are there. */
struct found {
	char digest[DIGEST_MAX], created[CREATED_MAX];
	size_t kind;
};

struct showing {
	struct ws_history *history;
	struct ws_error *error;
	struct ws_history_entry *entries;
	struct found *found;
	size_t count, room;
	char **environments; /* of each kind, with its target */
	struct ws_results kinds;
	struct ws_results timed;
};

struct document {
	struct ws_results *into;
	struct ws_error *error;
};

static int take_document(void *context, const char *bytes, size_t size)
{
	struct document *document = context;
	struct ws_results read;
	int result = ws_results_parse("the history", bytes, size, &read, document->error);

	return result ? result : ws_results_move(document->into, &read, document->error);
}

static int read_document(struct showing *showing, const char *digest, struct ws_results *into)
{
	struct document document = {.into = into, .error = showing->error};
	size_t before = into->count;
	int result = ws_history_document(showing->history, digest, take_document, &document,
					 showing->error);

	if (!result && into->count != before + 1)
		return ws_fail(showing->error, ENOENT, "result %.12s is no longer in the history",
			       digest);
	return result;
}

static int no_memory(struct showing *showing)
{
	return ws_fail(showing->error, ENOMEM, "out of memory");
}

static bool is_of_kind(const struct showing *showing, size_t kind, const struct ws_history_row *row)
{
	return strcmp(showing->environments[kind], row->environment) == 0 &&
	       strcmp(showing->kinds.list[kind].target, row->target) == 0;
}

static int add_kind(struct showing *showing, const struct ws_history_row *row)
{
	size_t count = showing->kinds.count;
	char **grown = reallocarray(showing->environments, count + 1, sizeof(*grown));
	char *environment = strdup(row->environment);
	int result;

	if (grown)
		showing->environments = grown;
	if (!grown || !environment) {
		free(environment);
		return no_memory(showing);
	}
	result = read_document(showing, row->digest, &showing->kinds);
	if (result) {
		free(environment);
		return result;
	}
	showing->environments[count] = environment;
	return 0;
}

/* The kind of this row; a new one is added. */
static int find_kind(struct showing *showing, const struct ws_history_row *row, size_t *kind)
{
	for (*kind = 0; *kind < showing->kinds.count; ++*kind)
		if (is_of_kind(showing, *kind, row))
			return 0;
	return add_kind(showing, row);
}

static int grow(struct showing *showing)
{
	size_t room = showing->room ? 2 * showing->room : 64;
	struct ws_history_entry *entries =
		reallocarray(showing->entries, room, sizeof(*showing->entries));
	struct found *found;

	if (!entries)
		return no_memory(showing);
	showing->entries = entries;
	found = reallocarray(showing->found, room, sizeof(*showing->found));
	if (!found)
		return no_memory(showing);
	showing->found = found;
	showing->room = room;
	return 0;
}

/* The cell of the result that was read last. */
static void take_timed_cell(struct showing *showing, struct ws_history_entry *entry)
{
	const struct ws_result *result = &showing->timed.list[showing->timed.count - 1];

	for (size_t at = 0; at < result->cell_count; at++)
		if (strcmp(ws_benchmark_texts[result->cells[at].benchmark].id,
			   entry->row.benchmark) == 0)
			entry->cell = result->cells[at];
}

static int fill_cell(struct showing *showing, const struct ws_history_row *row,
		     struct ws_history_entry *entry)
{
	int benchmark = ws_benchmark_find(row->benchmark);
	int verdict = ws_verdict_find(row->verdict);
	int unit = ws_unit_find(row->unit);
	int result;

	if (benchmark < 0 || verdict < 0 || unit < 0)
		return ws_fail(showing->error, EPROTO,
			       "the history has a cell that this program does not know: %.32s",
			       row->benchmark);
	entry->row.benchmark = ws_benchmark_texts[benchmark].id;
	entry->row.verdict = ws_verdict_id((enum ws_verdict)verdict);
	entry->row.unit = ws_unit_id((enum ws_unit)unit);
	entry->cell = (struct ws_cell){
		.benchmark = (enum ws_benchmark)benchmark,
		.verdict = (enum ws_verdict)verdict,
		.unit = (enum ws_unit)unit,
		.value = row->value,
	};
	if (!row->has_value || unit == WS_UNIT_INSTRUCTIONS)
		return 0;
	result = read_document(showing, row->digest, &showing->timed);
	if (!result)
		take_timed_cell(showing, entry);
	return result;
}

static int take_row(void *context, const struct ws_history_row *row)
{
	struct showing *showing = context;
	struct ws_history_entry *entry;
	struct found *found;
	int result = showing->count == showing->room ? grow(showing) : 0;

	if (result)
		return result;
	entry = &showing->entries[showing->count];
	found = &showing->found[showing->count];
	*entry = (struct ws_history_entry){.row = *row};
	snprintf(found->digest, sizeof(found->digest), "%s", row->digest);
	snprintf(found->created, sizeof(found->created), "%s", row->created);
	result = find_kind(showing, row, &found->kind);
	if (!result && row->benchmark)
		result = fill_cell(showing, row, entry);
	showing->count += !result;
	return result;
}

/* What a result ran on, as history/find.c says it: its hypervisor, or else its kernel. */
static void point_to_image(struct ws_history_row *row, const struct ws_result *result)
{
	const struct ws_component *image = ws_result_component(result, "hypervisor");

	if (!image)
		image = ws_result_component(result, "kernel");
	row->image = image ? image->name : NULL;
	row->version = image ? image->version : NULL;
}

/* What a row pointed to is gone; a kind has the same. */
static void point(struct showing *showing, const ws_variation *variations)
{
	for (size_t at = 0; at < showing->count; at++) {
		struct ws_history_entry *entry = &showing->entries[at];
		const struct found *found = &showing->found[at];
		const struct ws_result *kind = &showing->kinds.list[found->kind];

		entry->row.digest = found->digest;
		entry->row.created = found->created;
		entry->row.target = kind->target;
		entry->row.environment = showing->environments[found->kind];
		entry->row.cpu = ws_result_property(
			kind, ws_result_property(kind, "cpu") ? "cpu" : "cpu-model");
		point_to_image(&entry->row, kind);
		entry->server = ws_result_property(kind, "server");
		entry->emulated = ws_clock_is_emulated(kind);
		entry->variation = variations[found->kind];
	}
}

static int print(struct showing *showing, const struct history_options *options)
{
	ws_variation *variations = calloc(showing->kinds.count + 1, sizeof(*variations));

	if (!variations)
		return no_memory(showing);
	for (size_t kind = 0; kind < showing->kinds.count; kind++)
		ws_variation_of(showing->kinds.list, showing->kinds.count, kind, variations[kind]);
	point(showing, (const ws_variation *)variations);
	options->print(stdout, showing->entries, showing->count, options->query.benchmark != NULL);
	free(variations);
	return 0;
}

static void release(struct showing *showing)
{
	for (size_t kind = 0; kind < showing->kinds.count; kind++)
		free(showing->environments[kind]);
	free(showing->environments);
	free(showing->entries);
	free(showing->found);
	ws_results_free(&showing->kinds);
	ws_results_free(&showing->timed);
}

int cli_history_show(struct ws_history *history, struct history_options *options)
{
	struct showing showing = {.history = history, .error = &options->error};
	int result = ws_history_find(history, &options->query, take_row, &showing, &options->error);

	if (!result && !showing.count)
		result = cli_history_check_names(history, &options->query, &options->error);
	if (!result)
		result = print(&showing, options);
	release(&showing);
	return result;
}
