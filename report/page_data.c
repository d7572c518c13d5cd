// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The page's data: the results as their documents have them, what they are called beside each
 * other, what changed between those of one target, the figures of others, and the words' meanings.
 */
#include "report/page_data.h"

#include <stdlib.h>
#include <string.h>

#include <worldswitch/version.h>

#include "analysis/classes.h"
#include "analysis/comparison.h"
#include "report/emulated.h"
#include "report/json_values.h"
#include "report/names.h"
#include "report/page_published.h"
#include "report/report.h"
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

/* The documents themselves; of one result and of several the same list. */
static json_t *results_json(const struct ws_page *page)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (size_t at = 0; at < page->result_count && !incomplete; at++) {
		char *document = ws_report_json(&page->results[at], 1);

		incomplete =
			!document || json_array_append_new(list, json_loads(document, 0, NULL));
		free(document);
	}
	return whole_or_nothing(list, incomplete);
}

static bool is_measured(const struct ws_cell *cell)
{
	return cell && cell->verdict == WS_VERDICT_MEASURED;
}

/* Numbers only where both have one. */
static bool lacks_values(json_t *object, const struct ws_cell *old, const struct ws_cell *now,
			 const struct ws_comparison *comparison)
{
	bool both = is_measured(old) && is_measured(now) &&
		    comparison->change != WS_CHANGE_INCOMPARABLE;

	return (is_measured(old) && lacks(object, "old", number(old->value))) ||
	       (is_measured(now) && lacks(object, "now", number(now->value))) ||
	       (both && lacks(object, "difference", json_integer(comparison->difference))) ||
	       (both && lacks(object, "relative", json_real(comparison->relative)));
}

static json_t *change_json(enum ws_benchmark benchmark, const struct ws_cell *old,
			   const struct ws_cell *now)
{
	struct ws_comparison comparison;
	json_t *object = json_object();

	if (ws_compare(old, now, &comparison))
		return whole_or_nothing(object, true);
	return whole_or_nothing(
		object, lacks(object, "benchmark", text(ws_benchmark_texts[benchmark].id)) ||
				lacks(object, "change", text(ws_change_id(comparison.change))) ||
				lacks(object, "reason",
				      text(comparison.spread ? "the distribution alone"
							     : comparison.reason)) ||
				lacks_values(object, old, now, &comparison));
}

static const struct ws_cell *cell_of(const struct ws_result *result, int benchmark)
{
	for (size_t at = 0; at < result->cell_count; at++)
		if ((int)result->cells[at].benchmark == benchmark)
			return &result->cells[at];
	return NULL;
}

static json_t *pair_json(const struct ws_page *page, size_t from, size_t to)
{
	json_t *object = json_object();
	json_t *rows = json_array();
	bool incomplete = lacks(object, "from", number(from)) || lacks(object, "to", number(to)) ||
			  lacks(object, "rows", rows);

	for (int at = 0; at < WS_BENCHMARK_COUNT && !incomplete; at++) {
		const struct ws_cell *old = cell_of(&page->results[from], at);
		const struct ws_cell *now = cell_of(&page->results[to], at);

		if (is_measured(old) || is_measured(now))
			incomplete = json_array_append_new(
				rows, change_json((enum ws_benchmark)at, old, now));
	}
	return whole_or_nothing(object, incomplete);
}

/* Every result of a target that is there already, against the first one of it. */
static json_t *changes_json(const struct ws_page *page)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (size_t to = 1; to < page->result_count && !incomplete; to++)
		for (size_t from = 0; from < to; from++)
			if (strcmp(page->results[from].target, page->results[to].target) == 0) {
				incomplete = json_array_append_new(list, pair_json(page, from, to));
				break;
			}
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
			  lacks(object, "changes", changes_json(page)) ||
			  json_object_set(object, "explanations", page->explanations);
	json_t *document = whole_or_nothing(object, incomplete);
	char *data = document ? json_dumps(document, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;

	json_decref(document);
	return data;
}
