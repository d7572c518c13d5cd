// SPDX-License-Identifier: GPL-2.0-or-later
/* A result owns every string and every bin that it points to; here they are given back. */
#include <stdlib.h>

#include "analysis/analysis.h"

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
	for (size_t at = 0; at < result->property_count; at++) {
		free(result->properties[at].name);
		free(result->properties[at].value);
	}
	free(result->properties);
}

static void free_components(struct ws_result *result)
{
	for (size_t at = 0; at < result->component_count; at++) {
		free(result->components[at].role);
		free(result->components[at].name);
		free(result->components[at].version);
		free(result->components[at].sha256);
	}
	free(result->components);
}

void ws_result_free(struct ws_result *result)
{
	for (size_t at = 0; at < result->cell_count; at++)
		ws_cell_free(&result->cells[at]);
	free(result->cells);
	free_properties(result);
	free_components(result);
	free(result->version);
	free(result->created);
	free(result->target);
	*result = (struct ws_result){0};
}
