// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The explanation as a document (docs/explain.md): every axis at once, each of which adds up to the
 * value, and what ran. Equal explanations give equal bytes.
 */
#include <errno.h>
#include <stdlib.h>

#include "report/explain.h"
#include "report/explain_json.h"
#include "report/explain_table.h"
#include "report/json_values.h"
#include "report/names.h"

static bool lacks_class(json_t *object, const struct ws_explanation *explanation, uint32_t key)
{
	(void)explanation;
	return lacks(object, "class", text(ws_class_id(key / WS_DIRECTION_COUNT))) ||
	       lacks(object, "direction", text(ws_direction_id(key % WS_DIRECTION_COUNT)));
}

static bool lacks_phase(json_t *object, const struct ws_explanation *explanation, uint32_t key)
{
	(void)explanation;
	return lacks(object, "phase", text(ws_phase_id(key)));
}

/* Of one without a name the address alone: the page that its instructions lie in. */
static bool lacks_function(json_t *object, const struct ws_explanation *explanation, uint32_t key)
{
	const struct ws_function *function = &explanation->functions.list[key];

	return lacks(object, "function", text(function->name)) ||
	       lacks(object, "module", text(*function->module ? function->module : NULL)) ||
	       lacks(object, "address",
		     function->address
			     ? json_sprintf("0x%llx", (unsigned long long)function->address)
			     : json_null());
}

static bool lacks_cpu(json_t *object, const struct ws_explanation *explanation, uint32_t key)
{
	const struct ws_stage *stage = &explanation->trace->window.stages[key];

	return lacks(object, "stage", number(key)) || lacks(object, "cpu", number(stage->cpu)) ||
	       (stage->place != WS_PLACE_NONE &&
		lacks(object, "place", text(ws_place_id((enum ws_place)stage->place))));
}

static const struct axis {
	const char *name;
	bool (*lacks_key)(json_t *object, const struct ws_explanation *explanation, uint32_t key);
} axes[] = {
	[WS_AXIS_PHASE] = {.name = "phase", .lacks_key = lacks_phase},
	[WS_AXIS_CLASS] = {.name = "class", .lacks_key = lacks_class},
	[WS_AXIS_FUNCTION] = {.name = "function", .lacks_key = lacks_function},
	[WS_AXIS_CPU] = {.name = "cpu", .lacks_key = lacks_cpu},
};

const char *explanation_axis_id(enum ws_axis axis)
{
	return axes[axis].name;
}

bool explanation_lacks_key(json_t *object, const struct ws_explanation *explanation,
			   enum ws_axis axis, uint32_t key)
{
	return axes[axis].lacks_key(object, explanation, key);
}

static json_t *part_json(const struct ws_explanation *explanation, enum ws_axis axis,
			 const struct ws_part *part)
{
	json_t *object = json_object();

	return whole_or_nothing(object,
				axes[axis].lacks_key(object, explanation, part->key) ||
					lacks(object, "world", text(ws_world_id(part->world))) ||
					lacks(object, "own", number(part->own)) ||
					(axis == WS_AXIS_FUNCTION &&
					 (lacks(object, "inclusive", number(part->inclusive)) ||
					  lacks(object, "calls", number(part->entered)))));
}

static json_t *parts_json(const struct ws_explanation *explanation, enum ws_axis axis)
{
	json_t *array = json_array();
	struct ws_part *parts;
	bool incomplete = !array;
	size_t count;

	if (ws_parts_of(explanation, axis, &parts, &count))
		return whole_or_nothing(array, true);
	for (size_t at = 0; at < count && !incomplete; at++)
		incomplete = json_array_append_new(array, part_json(explanation, axis, &parts[at]));
	free(parts);
	return whole_or_nothing(array, incomplete);
}

static json_t *axes_json(const struct ws_explanation *explanation)
{
	json_t *object = json_object();
	bool incomplete = !object;

	for (int axis = 0; axis < WS_AXIS_COUNT && !incomplete; axis++)
		incomplete =
			lacks(object, axes[axis].name, parts_json(explanation, (enum ws_axis)axis));
	return whole_or_nothing(object, incomplete);
}

static json_t *target_json(const struct ws_explanation *explanation,
			   const struct ws_explained_environment *environment)
{
	json_t *object = json_object();

	return whole_or_nothing(object,
				lacks(object, "id", text(explanation->target)) ||
					lacks(object, "properties",
					      json_of_properties(environment->properties,
								 environment->property_count)));
}

/* Why code has addresses in the place of names, by world; only of worlds that execute something. */
static json_t *unnamed_json(const struct ws_explanation *explanation,
			    const struct ws_explained_environment *environment)
{
	json_t *object = json_object();
	bool unnamed[WS_WORLD_COUNT] = {false};
	bool incomplete = !object;

	for (size_t at = 0; at < explanation->functions.count; at++)
		if (!explanation->functions.list[at].name)
			unnamed[explanation->functions.list[at].world] = true;
	for (int world = 0; world < WS_WORLD_COUNT && !incomplete; world++)
		if (unnamed[world])
			incomplete = lacks(object, ws_world_id((enum ws_world)world),
					   text(environment->reasons[world]));
	return whole_or_nothing(object, incomplete);
}

static json_t *environment_json(const struct ws_explained_environment *environment)
{
	json_t *object = json_object();

	return whole_or_nothing(object, lacks(object, "components",
					      json_of_components(environment->components,
								 environment->component_count)));
}

bool explanation_lacks_cell(json_t *object, const struct ws_explanation *explanation,
			    const struct ws_explained_environment *environment)
{
	const struct ws_benchmark_text *benchmark = &ws_benchmark_texts[explanation->benchmark];

	return lacks(object, "cell", json_sprintf("%s/%s", explanation->target, benchmark->id)) ||
	       lacks(object, "target", target_json(explanation, environment)) ||
	       lacks(object, "environment", environment_json(environment)) ||
	       lacks(object, "benchmark", text(benchmark->id)) ||
	       lacks(object, "path", text(ws_path_id(benchmark->path))) ||
	       lacks(object, "unit", text(ws_unit_id(WS_UNIT_INSTRUCTIONS))) ||
	       lacks(object, "value", number(explanation->value)) ||
	       lacks(object, "baseline", number(explanation->baseline)) ||
	       lacks(object, "unnamed", unnamed_json(explanation, environment));
}

static json_t *explanation_json(const struct ws_explanation *explanation,
				const struct ws_explained_environment *environment)
{
	json_t *object = json_object();

	return whole_or_nothing(object,
				lacks(object, "schema", text(WS_EXPLAIN_SCHEMA)) ||
					lacks(object, "tool", json_of_tool(NULL)) ||
					explanation_lacks_cell(object, explanation, environment) ||
					lacks(object, "parts", axes_json(explanation)));
}

int ws_explain_json(FILE *out, const struct ws_explanation *explanation,
		    const struct ws_explained_environment *environment)
{
	char *bytes = json_bytes(explanation_json(explanation, environment));

	if (!bytes)
		return -ENOMEM;
	fputs(bytes, out);
	free(bytes);
	return 0;
}
