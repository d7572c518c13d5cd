// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The page's data: the results as their documents have them and as they are shown, what they are
 * called beside each other, what changed between those of one target, the figures of others, and
 * the words' meanings.
 */
#include "report/page_data.h"

#include <stdlib.h>

#include <worldswitch/version.h>

#include "analysis/classes.h"
#include "report/emulated.h"
#include "report/json_values.h"
#include "report/names.h"
#include "report/page_changes.h"
#include "report/page_published.h"
#include "report/page_values.h"
#include "report/table.h"
#include "report/units.h"
#include "report/variation.h"

/* A word and what it means, or is called. */
static json_t *word_json(const char *id, const char *key, const char *value)
{
	json_t *object = json_object();

	return whole_or_nothing(object,
				lacks(object, "id", text(id)) || lacks(object, key, text(value)));
}

static json_t *benchmarks_json(void)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (int at = 0; at < WS_BENCHMARK_COUNT && !incomplete; at++)
		incomplete =
			json_array_append_new(list, word_json(ws_benchmark_texts[at].id, "meaning",
							      ws_benchmark_texts[at].meaning));
	return whole_or_nothing(list, incomplete);
}

static json_t *worlds_json(void)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (int at = 0; at < WS_WORLD_COUNT && !incomplete; at++)
		incomplete = json_array_append_new(
			list, word_json(ws_world_id((enum ws_world)at), "name", ""));
	return whole_or_nothing(list, incomplete);
}

#define CLASS_NAME(symbol, id, name, meaning) {id, name},
static const char *const classes[][2] = {WS_CLASS_LIST(CLASS_NAME)};

static json_t *classes_json(void)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (int at = 0; at < WS_CLASS_COUNT && !incomplete; at++)
		incomplete = json_array_append_new(
			list, word_json(classes[at][0], "name", classes[at][1]));
	return whole_or_nothing(list, incomplete);
}

static json_t *label_json(const struct ws_result *result, const char *variation)
{
	const char *suffix = ws_emulated_suffix(result);

	return *variation ? json_sprintf("%s (%s)%s", result->target, variation, suffix)
			  : json_sprintf("%s%s", result->target, suffix);
}

/* "arm64/kvm-vhe (6.12, cortex-a76)", "host, emulated", each once. */
static json_t *labels_json(const struct ws_page *page)
{
	ws_variation *variations = ws_variations_of(page->results, page->result_count);
	json_t *list = json_array();
	bool incomplete = !list || !variations;

	for (size_t at = 0; at < page->result_count && !incomplete; at++)
		incomplete =
			json_array_append_new(list, label_json(&page->results[at], variations[at]));
	free(variations);
	return whole_or_nothing(list, incomplete);
}

/* The document itself, each cell with what is shown of it. */
static json_t *result_json(const struct ws_result *result)
{
	char *document = ws_report_json(result, 1);
	json_t *object = document ? json_loads(document, 0, NULL) : NULL;
	json_t *cells = json_object_get(object, "cells");
	enum ws_unit unit;
	bool incomplete;

	free(document);
	ws_column_unit(result, &unit);
	incomplete = lacks(object, "unit", text(ws_unit_id(unit)));
	for (size_t at = 0; at < result->cell_count && !incomplete; at++)
		incomplete = lacks(json_array_get(cells, at), "shown",
				   ws_page_value(&result->cells[at], unit));
	return whole_or_nothing(object, incomplete);
}

/* Of one result and of several the same list. */
static json_t *results_json(const struct ws_page *page)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (size_t at = 0; at < page->result_count && !incomplete; at++)
		incomplete = json_array_append_new(list, result_json(&page->results[at]));
	return whole_or_nothing(list, incomplete);
}

/* What a clock's numbers and marks mean, where there are such, and an emulator's. */
static json_t *notes_json(const struct ws_page *page)
{
	const struct ws_remark *remark;
	json_t *list = json_array();
	bool incomplete = !list;

	if (ws_emulated_any(page->results, page->result_count))
		incomplete = !list ||
			     json_array_append_new(list, json_sprintf("%s: %s", WS_EMULATED_WORD,
								      ws_emulated_meaning));
	for (size_t at = 0; at < ws_timed_remark_count && !incomplete; at++)
		if (ws_remark_applies(&ws_timed_remarks[at], page->results, page->result_count))
			incomplete =
				json_array_append_new(list, ws_page_remark(&ws_timed_remarks[at]));
	for (size_t at = 0;
	     !incomplete && (remark = ws_unit_remark(page->results, page->result_count, at)); at++)
		incomplete = json_array_append_new(list, ws_page_remark(remark));
	return whole_or_nothing(list, incomplete);
}

char *ws_page_data(const struct ws_page *page)
{
	json_t *object = json_object();
	bool incomplete = lacks(object, "version", text(WS_VERSION)) ||
			  lacks(object, "benchmarks", benchmarks_json()) ||
			  lacks(object, "worlds", worlds_json()) ||
			  lacks(object, "classes", classes_json()) ||
			  lacks(object, "published", ws_page_published(page)) ||
			  lacks(object, "labels", labels_json(page)) ||
			  lacks(object, "results", results_json(page)) ||
			  lacks(object, "notes", notes_json(page)) ||
			  lacks(object, "changes", ws_page_changes(page)) ||
			  json_object_set(object, "explanations", page->explanations);
	json_t *document = whole_or_nothing(object, incomplete);
	char *data = document ? json_dumps(document, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;

	json_decref(document);
	return data;
}
