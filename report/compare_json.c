// SPDX-License-Identifier: GPL-2.0-or-later
/* worldswitch.compare/1, for programs: docs/compare.schema.json. */
#include <errno.h>
#include <stdlib.h>

#include "report/compare.h"
#include "report/emulated.h"
#include "report/json_values.h"
#include "report/names.h"

/* How it was on one side; null: not asked for. */
static json_t *side_json(const struct ws_cell *cell)
{
	bool measured = cell && cell->verdict == WS_VERDICT_MEASURED;
	json_t *object;

	if (!cell)
		return json_null();
	object = json_object();
	return whole_or_nothing(
		object, lacks(object, "verdict", text(ws_verdict_id(cell->verdict))) ||
				(measured && lacks(object, "value", number(cell->value))) ||
				(measured && cell->timing &&
				 lacks(object, "settled", json_boolean(cell->timing->settled))));
}

static json_t *both_json(const char *old, const char *now)
{
	json_t *object = json_object();

	return whole_or_nothing(object,
				lacks(object, "old", text(old)) || lacks(object, "new", text(now)));
}

static bool lacks_test(json_t *object, const struct ws_comparison *comparison)
{
	return lacks(object, "probability", json_real(comparison->probability)) ||
	       lacks(object, "floor", json_real(comparison->floor));
}

static json_t *cell_json(const char *target, const struct ws_changed_cell *cell)
{
	const struct ws_comparison *comparison = &cell->comparison;
	const char *benchmark = ws_benchmark_texts[cell->benchmark].id;
	bool timed = cell->old && cell->now && cell->old->timing && cell->now->timing;
	json_t *object = json_object();

	return whole_or_nothing(
		object, lacks(object, "id", json_sprintf("%s/%s", target, benchmark)) ||
				lacks(object, "benchmark", text(benchmark)) ||
				lacks(object, "change", text(ws_change_id(comparison->change))) ||
				lacks(object, "gate", text(ws_gate_id(cell->gate))) ||
				(comparison->reason[0] &&
				 lacks(object, "reason", text(comparison->reason))) ||
				lacks(object, "unit", text(ws_unit_id(cell->unit))) ||
				lacks(object, "direction", text("lower-is-better")) ||
				lacks(object, "old", side_json(cell->old)) ||
				lacks(object, "new", side_json(cell->now)) ||
				lacks(object, "difference", json_integer(comparison->difference)) ||
				lacks(object, "relative", json_real(comparison->relative)) ||
				lacks(object, "exact", json_boolean(comparison->exact)) ||
				lacks(object, "spread", json_boolean(comparison->spread)) ||
				(timed && lacks_test(object, comparison)));
}

static json_t *difference_json(const struct ws_difference *difference)
{
	json_t *object = json_object();

	return whole_or_nothing(
		object, lacks(object, "name", text(difference->name)) ||
				lacks(object, "aspect",
				      text(difference->aspect ? difference->aspect : "property")) ||
				lacks(object, "weight", text(ws_weight_id(difference->weight))) ||
				lacks(object, "old", text(difference->old)) ||
				lacks(object, "new", text(difference->now)));
}

static json_t *differences_json(const struct ws_differences *differences)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (size_t at = 0; at < differences->count && !incomplete; at++)
		incomplete = json_array_append_new(list, difference_json(&differences->list[at]));
	return whole_or_nothing(list, incomplete);
}

static json_t *cells_json(const char *target, const struct ws_changed_result *result)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (size_t at = 0; at < result->cell_count && !incomplete; at++)
		incomplete = json_array_append_new(list, cell_json(target, &result->cells[at]));
	return whole_or_nothing(list, incomplete);
}

static json_t *result_json(const struct ws_changed_result *result)
{
	const char *target = result->now ? result->now->target : result->old->target;
	json_t *object = json_object();

	return whole_or_nothing(
		object,
		lacks(object, "target", text(target)) ||
			lacks(object, "created",
			      both_json(result->old ? result->old->created : NULL,
					result->now ? result->now->created : NULL)) ||
			(ws_compared_is_emulated(result) &&
			 lacks(object, "clock", text(WS_EMULATED_WORD))) ||
			lacks(object, "differences", differences_json(&result->differences)) ||
			lacks(object, "cells", cells_json(target, result)));
}

static json_t *results_json(const struct ws_changes *changes)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (size_t at = 0; at < changes->count && !incomplete; at++)
		incomplete = json_array_append_new(list, result_json(&changes->list[at]));
	return whole_or_nothing(list, incomplete);
}

static char *document_of(const struct ws_compared *compared)
{
	char *explain = ws_compare_explain(compared);
	json_t *object = json_object();
	bool incomplete = lacks(object, "schema", text(WS_COMPARE_SCHEMA)) ||
			  lacks(object, "tool", json_of_tool(NULL)) ||
			  lacks(object, "documents", both_json(compared->old, compared->now)) ||
			  lacks(object, "fail_above", json_real(compared->above * 100)) ||
			  lacks(object, "gate", text(ws_gate_id(compared->changes->gate))) ||
			  lacks(object, "results", results_json(compared->changes)) ||
			  lacks(object, "explain", text(explain));

	free(explain);
	return json_bytes(whole_or_nothing(object, incomplete));
}

int ws_compare_json(FILE *out, const struct ws_compared *compared,
		    const struct ws_table_options *options)
{
	char *document = document_of(compared);

	(void)options;
	if (!document)
		return -ENOMEM;
	fputs(document, out);
	free(document);
	return 0;
}
