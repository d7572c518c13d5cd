// SPDX-License-Identifier: GPL-2.0-or-later
/* One result: who made it and when, its target and environment, and each cell once. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "report/read_parts.h"

/* A pattern's 0 stands for any digit. */
static bool is_time(const char *text)
{
	static const char pattern[] = "0000-00-00T00:00:00Z";

	if (strlen(text) != strlen(pattern))
		return false;
	for (size_t at = 0; text[at]; at++)
		if (pattern[at] == '0' ? !isdigit((unsigned char)text[at])
				       : text[at] != pattern[at])
			return false;
	return true;
}

/* It begins with three numbers. */
static bool is_version(const char *text)
{
	for (int part = 0; part < 3; part++) {
		size_t digits = strspn(text, "0123456789");

		if (!digits || (part && text[-1] != '.'))
			return false;
		text += digits + (part < 2);
	}
	return true;
}

static int read_tool(const struct node *node, struct ws_result *result)
{
	static const char *const keys[] = {"name", "version", NULL};
	static const struct node_form version = {.fits = is_version, .meaning = "a version"};
	struct node tool;
	int failed = node_object(node, "tool", &tool);

	if (!failed)
		failed = node_only(&tool, keys);
	if (!failed)
		failed = node_expect(&tool, "name", "worldswitch");
	return failed ? failed : node_copy(&tool, "version", &version, &result->version);
}

static int read_environment(const struct node *node, struct ws_result *result)
{
	static const char *const keys[] = {"components", NULL};
	struct node environment, components;
	int failed = node_object(node, "environment", &environment);

	if (!failed)
		failed = node_only(&environment, keys);
	if (!failed)
		failed = node_list(&environment, "components", &components);
	return failed ? failed : read_components(&components, result);
}

static int read_next_cell(const struct node *list, struct ws_result *result, uint32_t *seen)
{
	struct ws_cell *cell = &result->cells[result->cell_count];
	struct node node = node_element(list, result->cell_count);
	int failed;

	result->cell_count++;
	failed = read_cell(&node, result->target, cell);
	if (!failed && *seen & UINT32_C(1) << cell->benchmark)
		failed = node_fail(&node, "this cell is there twice");
	*seen |= UINT32_C(1) << cell->benchmark;
	return failed;
}

static int read_cells(const struct node *node, struct ws_result *result)
{
	struct node list;
	uint32_t seen = 0;
	int failed = node_list(node, "cells", &list);

	if (failed)
		return failed;
	result->cells = calloc(node_length(&list) + 1, sizeof(*result->cells));
	if (!result->cells)
		return node_no_memory(node);
	while (result->cell_count < node_length(&list) && !failed)
		failed = read_next_cell(&list, result, &seen);
	return failed;
}

#define RESULT_FAMILY "worldswitch.result"

int read_other_schema(const struct node *node, const char *schema)
{
	if (strncmp(schema, RESULT_FAMILY, strlen(RESULT_FAMILY)) == 0)
		return node_fail(node,
				 "its schema is %.64s, and this program reads " WS_RESULT_SCHEMA
				 ", by itself or in a " WS_RESULT_SET_SCHEMA
				 ": use the worldswitch that wrote it, or measure again",
				 schema);
	return node_fail(node,
			 "its schema is %.64s, which is not that of a result: those are what "
			 "`worldswitch run -o FILE` writes",
			 schema);
}

/* A set may hold what another version of this program wrote. */
static int read_schema(const struct node *node)
{
	const char *schema;
	int failed = node_text(node, "schema", NULL, &schema);

	if (failed)
		return failed;
	return strcmp(schema, WS_RESULT_SCHEMA) == 0 ? 0 : read_other_schema(node, schema);
}

int read_result(const struct node *node, struct ws_result *result)
{
	static const char *const keys[] = {"schema",      "tool",    "created", "target",
					   "environment", "hazards", "cells",   NULL};
	static const struct node_form time = {
		.fits = is_time,
		.meaning = "a time as in 2024-01-31T23:59:59Z",
	};
	int failed = node_is_object(node);

	if (!failed)
		failed = read_schema(node);
	if (!failed)
		failed = node_only(node, keys);
	if (!failed)
		failed = read_tool(node, result);
	if (!failed)
		failed = node_copy(node, "created", &time, &result->created);
	if (!failed)
		failed = read_target(node, result);
	if (!failed)
		failed = read_environment(node, result);
	if (!failed)
		failed = read_findings(node, result);
	return failed ? failed : read_cells(node, result);
}
