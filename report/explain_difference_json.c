// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two cells lined up, as a document (docs/explain.md): every axis at once, each of which adds up to
 * either cell's value, so that a program can hold a difference against a limit.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/explain_json.h"
#include "report/explain_lines.h"
#include "report/names.h"

static json_t *worlds_json(const bool worlds[WS_WORLD_COUNT])
{
	json_t *array = json_array();
	bool incomplete = !array;

	for (int world = 0; world < WS_WORLD_COUNT && !incomplete; world++)
		if (worlds[world])
			incomplete = json_array_append_new(array,
							   text(ws_world_id((enum ws_world)world)));
	return whole_or_nothing(array, incomplete);
}

/* Of both, what A has and what B has. */
static json_t *pair(json_t *first, json_t *second)
{
	json_t *array = json_array();

	return whole_or_nothing(array, json_array_append_new(array, first) |
					       json_array_append_new(array, second));
}

/* A function is called what it is in both, without its module; its address is not that of both. */
static bool lacks_function(json_t *object, const struct ws_explanation *explanation,
			   const struct ws_line *line)
{
	const struct ws_function *function = &explanation->functions.list[line->key];
	size_t module = *function->module ? strlen(" []") + strlen(function->module) : 0;
	char name[WS_FUNCTION_TEXT_MAX];

	if (explanation_lacks_key(object, explanation, WS_AXIS_FUNCTION, line->key))
		return true;
	snprintf(name, sizeof(name), "%.*s", (int)(strlen(line->name) - module), line->name);
	return function->name &&
	       (lacks(object, "function", text(name)) || lacks(object, "address", json_null()));
}

static json_t *line_json(const struct ws_explanation explanations[2], enum ws_axis axis,
			 const struct ws_line *line)
{
	const struct ws_explanation *explanation = &explanations[line->side];
	json_t *object = json_object();

	return whole_or_nothing(
		object,
		(axis == WS_AXIS_FUNCTION
			 ? lacks_function(object, explanation, line)
			 : explanation_lacks_key(object, explanation, axis, line->key)) ||
			lacks(object, "worlds",
			      pair(worlds_json(line->worlds[0]), worlds_json(line->worlds[1]))) ||
			lacks(object, "own", pair(number(line->own[0]), number(line->own[1]))) ||
			lacks(object, "difference", json_integer(ws_line_growth(line))));
}

static json_t *axis_json(const struct ws_explanation explanations[2], enum ws_axis axis)
{
	json_t *array = json_array();
	struct ws_lines lines = {.count = 0};
	bool incomplete = !array || ws_lines_of(explanations, axis, &lines);

	for (size_t at = 0; at < lines.count && !incomplete; at++)
		incomplete = json_array_append_new(array,
						   line_json(explanations, axis, lines.sorted[at]));
	ws_lines_free(&lines);
	return whole_or_nothing(array, incomplete);
}

static json_t *axes_json(const struct ws_explanation explanations[2])
{
	json_t *object = json_object();
	bool incomplete = !object;

	for (int axis = 0; axis < WS_AXIS_COUNT && !incomplete; axis++)
		incomplete = lacks(object, explanation_axis_id((enum ws_axis)axis),
				   axis_json(explanations, (enum ws_axis)axis));
	return whole_or_nothing(object, incomplete);
}

static json_t *cell_json(const struct ws_explanation *explanation,
			 const struct ws_explained_environment *environment)
{
	json_t *object = json_object();

	return whole_or_nothing(object, explanation_lacks_cell(object, explanation, environment));
}

int ws_explain_difference_json(FILE *out, const struct ws_explanation explanations[2],
			       const struct ws_explained_environment environments[2])
{
	json_t *object = json_object();
	int64_t difference = (int64_t)(explanations[1].value - explanations[0].value);
	bool incomplete = lacks(object, "schema", text(WS_EXPLAIN_DIFFERENCE_SCHEMA)) ||
			  lacks(object, "tool", json_of_tool(NULL)) ||
			  lacks(object, "cells",
				pair(cell_json(&explanations[0], &environments[0]),
				     cell_json(&explanations[1], &environments[1]))) ||
			  lacks(object, "difference", json_integer(difference)) ||
			  lacks(object, "parts", axes_json(explanations));
	char *bytes = json_bytes(whole_or_nothing(object, incomplete));

	if (!bytes)
		return -ENOMEM;
	fputs(bytes, out);
	free(bytes);
	return 0;
}
