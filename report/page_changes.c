// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The page's comparisons. The pairs go through what `compare` compares by, so that numbers of two
 * machines, or of a machine and an emulator, are as incomparable here as there.
 */
#include "report/page_changes.h"

#include <string.h>

#include "report/compare.h"
#include "report/json_values.h"
#include "report/names.h"
#include "report/page_values.h"

static const struct ws_across nothing;

/* Of a cell that was measured; else empty. */
static json_t *value_json(const struct ws_cell *cell)
{
	return ws_cell_is_measured(cell) ? ws_page_value(cell, cell->unit) : text("");
}

/* What the chart shows; none where nothing follows from the numbers. */
static bool lacks_percent(json_t *object, const struct ws_changed_cell *cell)
{
	return ws_cell_is_measured(cell->old) && ws_cell_is_measured(cell->now) &&
	       cell->old->value && cell->comparison.change != WS_CHANGE_INCOMPARABLE &&
	       lacks(object, "percent", json_real(100 * cell->comparison.relative));
}

static json_t *row_json(const struct ws_changed_cell *cell)
{
	const struct ws_comparison *comparison = &cell->comparison;
	char difference[WS_DIFFERENCE_TEXT_MAX], relative[WS_DIFFERENCE_TEXT_MAX];
	json_t *object = json_object();

	ws_difference_text(cell, difference);
	ws_relative_text(cell, relative);
	return whole_or_nothing(
		object, lacks(object, "benchmark", text(ws_benchmark_texts[cell->benchmark].id)) ||
				lacks(object, "change", text(ws_change_id(comparison->change))) ||
				lacks(object, "reason",
				      text(comparison->spread ? "the distribution alone"
							      : comparison->reason)) ||
				lacks(object, "old", value_json(cell->old)) ||
				lacks(object, "now", value_json(cell->now)) ||
				lacks(object, "difference", text(difference)) ||
				lacks(object, "relative", text(relative)) ||
				lacks_percent(object, cell));
}

static json_t *rows_json(const struct ws_changed_result *result)
{
	json_t *rows = json_array();
	bool incomplete = !rows;

	for (size_t at = 0; at < result->cell_count && !incomplete; at++)
		if (ws_cell_is_measured(result->cells[at].old) ||
		    ws_cell_is_measured(result->cells[at].now))
			incomplete = json_array_append_new(rows, row_json(&result->cells[at]));
	return whole_or_nothing(rows, incomplete);
}

static json_t *notes_json(const struct ws_changes *changes)
{
	const struct ws_remark *remark;
	json_t *list = json_array();
	bool incomplete = !list;

	for (size_t at = 0; (remark = ws_compared_remark(changes, at)) && !incomplete; at++)
		incomplete = json_array_append_new(list, ws_page_remark(remark));
	return whole_or_nothing(list, incomplete);
}

struct pair {
	size_t from, to;
	bool comparable;
};

/* Of two results of one target there is one change. */
static json_t *pair_json(const struct ws_page *page, const struct pair *pair)
{
	json_t *object = json_object();
	struct ws_changes changes;
	bool incomplete;

	if (ws_changes_of(&page->results[pair->from], 1, &page->results[pair->to], 1, &nothing, 0,
			  &changes))
		return whole_or_nothing(object, true);
	incomplete = lacks(object, "from", number(pair->from)) ||
		     lacks(object, "to", number(pair->to)) ||
		     lacks(object, "comparable", json_boolean(pair->comparable)) ||
		     lacks(object, "rows", rows_json(&changes.list[0])) ||
		     lacks(object, "notes", notes_json(&changes));
	ws_changes_free(&changes);
	return whole_or_nothing(object, incomplete);
}

/* pair->from is pair->to where it is the first one of its target. */
static int find_pair(const struct ws_page *page, struct pair *pair)
{
	int failed = 0;

	pair->from = pair->to;
	for (size_t at = 0; at < pair->to && !failed && !pair->comparable; at++) {
		if (strcmp(page->results[at].target, page->results[pair->to].target) != 0)
			continue;
		failed = ws_may_compare(&page->results[at], &page->results[pair->to], &nothing,
					&pair->comparable);
		if (pair->comparable || pair->from == pair->to)
			pair->from = at;
	}
	return failed;
}

json_t *ws_page_changes(const struct ws_page *page)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (size_t to = 1; to < page->result_count && !incomplete; to++) {
		struct pair pair = {.to = to};

		incomplete = find_pair(page, &pair);
		if (!incomplete && pair.from != to)
			incomplete = json_array_append_new(list, pair_json(page, &pair));
	}
	return whole_or_nothing(list, incomplete);
}
