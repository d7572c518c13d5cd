// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The result document of docs/result.md. Equal results give equal bytes: keys stand in the order in
 * which they are put, numbers are integers but for one share, and nothing is left to a locale.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report/json_values.h"
#include "report/names.h"
#include "report/report.h"

static json_t *pair_json(uint64_t first, uint64_t second)
{
	json_t *pair = json_array();

	return whole_or_nothing(pair, json_array_append_new(pair, number(first)) ||
					      json_array_append_new(pair, number(second)));
}

static json_t *values_json(const struct ws_distribution *distribution)
{
	json_t *values = json_array();
	bool incomplete = !values;

	for (size_t at = 0; at < distribution->bin_count && !incomplete; at++) {
		const struct ws_bin *bin = &distribution->bins[at];

		incomplete = json_array_append_new(values, pair_json(bin->value, bin->samples));
	}
	return whole_or_nothing(values, incomplete);
}

static json_t *distribution_json(const struct ws_distribution *distribution)
{
	json_t *object = json_object();
	double share = (double)distribution->mode_samples / distribution->samples;

	return whole_or_nothing(object,
				lacks(object, "mode", number(distribution->mode)) ||
					lacks(object, "share", json_real(share)) ||
					lacks(object, "min", number(distribution->min)) ||
					lacks(object, "median", number(distribution->median)) ||
					lacks(object, "p99", number(distribution->p99)) ||
					lacks(object, "max", number(distribution->max)) ||
					lacks(object, "samples", number(distribution->samples)) ||
					lacks(object, "values", values_json(distribution)));
}

/* Windows that were measured and do not count, and their part of all that were. */
static json_t *rejected_json(const struct ws_cell *cell)
{
	json_t *object = json_object();
	double share = (double)cell->rejected / ((double)cell->rejected + cell->iterations);

	return whole_or_nothing(object, lacks(object, "samples", number(cell->rejected)) ||
						lacks(object, "share", json_real(share)));
}

static json_t *segment_json(const struct ws_segment *segment)
{
	json_t *object = json_object();

	return whole_or_nothing(
		object, lacks(object, "stage", number(segment->stage)) ||
				lacks(object, "role", text(ws_stage_role_id(segment->role))) ||
				lacks(object, "cpu", number(segment->cpu)) ||
				(segment->place != WS_PLACE_NONE &&
				 lacks(object, "place", text(ws_place_id(segment->place)))) ||
				lacks(object, "world", text(ws_world_id(segment->world))) ||
				lacks(object, "value", json_integer(segment->value)));
}

static json_t *segments_json(const struct ws_segments *segments)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (size_t at = 0; at < segments->count && !incomplete; at++)
		incomplete = json_array_append_new(list, segment_json(&segments->list[at]));
	return whole_or_nothing(list, incomplete);
}

static json_t *timing_json(const struct ws_timing *timing)
{
	json_t *object = json_object();

	return whole_or_nothing(
		object, lacks(object, "null", distribution_json(&timing->null)) ||
				lacks(object, "mad", number(timing->mad)) ||
				lacks(object, "interval", pair_json(timing->low, timing->high)) ||
				lacks(object, "halves", pair_json(timing->early, timing->late)) ||
				lacks(object, "outliers", number(timing->outliers)) ||
				lacks(object, "settled", json_boolean(timing->settled)) ||
				lacks(object, "batch", number(timing->batch)));
}

/* The part that only a measured cell has; true: no memory. */
static bool lacks_measurement(json_t *object, const struct ws_cell *cell)
{
	return lacks(object, "iterations", number(cell->iterations)) ||
	       lacks(object, "rejected", rejected_json(cell)) ||
	       lacks(object, "baseline", number(cell->baseline)) ||
	       lacks(object, "value", number(cell->value)) ||
	       lacks(object, "distribution", distribution_json(&cell->distribution)) ||
	       (cell->timing ? lacks(object, "timing", timing_json(cell->timing))
			     : lacks(object, "segments", segments_json(&cell->segments)));
}

static json_t *cell_json(const char *target, const struct ws_cell *cell)
{
	const struct ws_benchmark_text *benchmark = &ws_benchmark_texts[cell->benchmark];
	bool measured = cell->verdict == WS_VERDICT_MEASURED;
	json_t *object = json_object();

	return whole_or_nothing(
		object, lacks(object, "id", json_sprintf("%s/%s", target, benchmark->id)) ||
				lacks(object, "benchmark", text(benchmark->id)) ||
				lacks(object, "verdict", text(ws_verdict_id(cell->verdict))) ||
				(!measured && lacks(object, "reason", text(cell->reason))) ||
				lacks(object, "unit", text(ws_unit_id(cell->unit))) ||
				lacks(object, "direction", text("lower-is-better")) ||
				lacks(object, "path", text(ws_path_id(benchmark->path))) ||
				(measured && lacks_measurement(object, cell)));
}

static json_t *cells_json(const struct ws_result *result)
{
	json_t *cells = json_array();
	bool incomplete = !cells;

	for (size_t at = 0; at < result->cell_count && !incomplete; at++)
		incomplete =
			json_array_append_new(cells, cell_json(result->target, &result->cells[at]));
	return whole_or_nothing(cells, incomplete);
}

static json_t *target_json(const struct ws_result *result)
{
	json_t *object = json_object();

	return whole_or_nothing(object, lacks(object, "id", text(result->target)) ||
						lacks(object, "properties",
						      json_of_properties(result->properties,
									 result->property_count)));
}

static json_t *environment_json(const struct ws_result *result)
{
	json_t *object = json_object();

	return whole_or_nothing(
		object, lacks(object, "components",
			      json_of_components(result->components, result->component_count)));
}

static json_t *finding_json(const struct ws_finding *finding)
{
	json_t *object = json_object();

	return whole_or_nothing(object, lacks(object, "check", text(finding->check)) ||
						lacks(object, "verdict", text(finding->verdict)) ||
						lacks(object, "found", text(finding->found)));
}

static json_t *findings_json(const struct ws_result *result)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (size_t at = 0; at < result->finding_count && !incomplete; at++)
		incomplete = json_array_append_new(list, finding_json(&result->findings[at]));
	return whole_or_nothing(list, incomplete);
}

static json_t *result_json(const struct ws_result *result)
{
	json_t *object = json_object();

	return whole_or_nothing(object,
				lacks(object, "schema", text(WS_RESULT_SCHEMA)) ||
					lacks(object, "tool", json_of_tool(result->version)) ||
					lacks(object, "created", text(result->created)) ||
					lacks(object, "target", target_json(result)) ||
					lacks(object, "environment", environment_json(result)) ||
					(result->finding_count &&
					 lacks(object, "hazards", findings_json(result))) ||
					lacks(object, "cells", cells_json(result)));
}

static json_t *set_json(const struct ws_result *results, size_t count)
{
	json_t *object = json_object();
	json_t *list = json_array();
	bool incomplete = lacks(object, "schema", text(WS_RESULT_SET_SCHEMA)) ||
			  lacks(object, "results", list);

	for (size_t at = 0; at < count && !incomplete; at++)
		incomplete = json_array_append_new(list, result_json(&results[at]));
	return whole_or_nothing(object, incomplete);
}

char *ws_report_json(const struct ws_result *results, size_t count)
{
	return json_bytes(count == 1 ? result_json(results) : set_json(results, count));
}
