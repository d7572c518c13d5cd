// SPDX-License-Identifier: GPL-2.0-or-later
/* A result owns every string and every bin that it points to: how it gets them, and gives them
 * back. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"

struct ws_cell *ws_result_add_cell(struct ws_result *result, enum ws_benchmark benchmark)
{
	size_t place = 0;

	if (!result->cells)
		result->cells = calloc(WS_BENCHMARK_COUNT, sizeof(*result->cells));
	if (!result->cells || result->cell_count == WS_BENCHMARK_COUNT)
		return NULL;
	while (place < result->cell_count && result->cells[place].benchmark < benchmark)
		place++;
	memmove(&result->cells[place + 1], &result->cells[place],
		(result->cell_count - place) * sizeof(*result->cells));
	result->cell_count++;
	result->cells[place] = (struct ws_cell){.benchmark = benchmark};
	return &result->cells[place];
}

/* A copy, NULL of NULL; whole is false from the first one on for which there is no memory. */
static char *copy(const char *text, bool *whole)
{
	char *copied = text ? strdup(text) : NULL;

	*whole = *whole && (copied || !text);
	return copied;
}

static void free_property(struct ws_property *property)
{
	free(property->name);
	free(property->value);
}

static void free_component(struct ws_component *component)
{
	free(component->role);
	free(component->name);
	free(component->version);
	free(component->sha256);
}

int ws_result_add_property(struct ws_result *result, const char *name, const char *value)
{
	struct ws_property *list =
		realloc(result->properties, (result->property_count + 1) * sizeof(*list));
	bool whole = list;

	if (!list)
		return -ENOMEM;
	result->properties = list;
	list += result->property_count;
	*list = (struct ws_property){.name = copy(name, &whole), .value = copy(value, &whole)};
	if (whole)
		result->property_count++;
	else
		free_property(list);
	return whole ? 0 : -ENOMEM;
}

static struct ws_property *find_property(const struct ws_result *result, const char *name)
{
	for (size_t at = 0; at < result->property_count; at++)
		if (strcmp(result->properties[at].name, name) == 0)
			return &result->properties[at];
	return NULL;
}

int ws_result_extend_property(struct ws_result *result, const char *name, const char *value)
{
	struct ws_property *property = find_property(result, name);
	char *longer;

	if (!property)
		return ws_result_add_property(result, name, value);
	if (asprintf(&longer, "%s%s", property->value, value) < 0)
		return -ENOMEM;
	free(property->value);
	property->value = longer;
	return 0;
}

int ws_result_add_component(struct ws_result *result, const char *role, const char *name,
			    const char *version, const char *sha256)
{
	struct ws_component *list =
		realloc(result->components, (result->component_count + 1) * sizeof(*list));
	bool whole = list;

	if (!list)
		return -ENOMEM;
	result->components = list;
	list += result->component_count;
	*list = (struct ws_component){.role = copy(role, &whole),
				      .name = copy(name, &whole),
				      .version = copy(version, &whole),
				      .sha256 = copy(sha256, &whole)};
	if (whole)
		result->component_count++;
	else
		free_component(list);
	return whole ? 0 : -ENOMEM;
}

bool ws_result_is_good(const struct ws_result *result)
{
	for (size_t at = 0; at < result->cell_count; at++)
		if (result->cells[at].verdict > WS_VERDICT_ABSENT)
			return false;
	return true;
}

void ws_cell_free(struct ws_cell *cell)
{
	ws_distribution_free(&cell->distribution);
	if (cell->timing)
		ws_distribution_free(&cell->timing->null);
	free(cell->timing);
	cell->timing = NULL;
}

static void free_properties(struct ws_result *result)
{
	for (size_t at = 0; at < result->property_count; at++)
		free_property(&result->properties[at]);
	free(result->properties);
}

static void free_components(struct ws_result *result)
{
	for (size_t at = 0; at < result->component_count; at++)
		free_component(&result->components[at]);
	free(result->components);
}

void ws_result_free(struct ws_result *result)
{
	for (size_t at = 0; at < result->cell_count; at++)
		ws_cell_free(&result->cells[at]);
	free(result->cells);
	free_properties(result);
	free_components(result);
	ws_findings_free(result);
	free(result->version);
	free(result->created);
	free(result->target);
	*result = (struct ws_result){0};
}

const char *ws_result_property(const struct ws_result *result, const char *name)
{
	for (size_t at = 0; at < result->property_count; at++)
		if (strcmp(result->properties[at].name, name) == 0)
			return result->properties[at].value;
	return NULL;
}

const struct ws_component *ws_result_component(const struct ws_result *result, const char *role)
{
	for (size_t at = 0; at < result->component_count; at++)
		if (strcmp(result->components[at].role, role) == 0)
			return &result->components[at];
	return NULL;
}
