// SPDX-License-Identifier: GPL-2.0-or-later
/* See units.h. A number under a wrong unit would be worse than none. */
#include "report/units.h"

#include <stdio.h>

#define OTHER_CLOCK "not the unit of the column: another clock timed these cells than the rest"

const struct ws_remark ws_unit_remarks[WS_UNIT_COUNT] = {
	[WS_UNIT_INSTRUCTIONS] = {.label = "instructions", .text = OTHER_CLOCK},
	[WS_UNIT_CYCLES] = {.label = "cycles", .text = OTHER_CLOCK},
	[WS_UNIT_NANOSECONDS] = {.label = "ns", .text = "nanoseconds, " OTHER_CLOCK},
};

bool ws_column_unit(const struct ws_result *result, enum ws_unit *unit)
{
	*unit = result->cell_count ? result->cells[0].unit : WS_UNIT_INSTRUCTIONS;
	for (size_t at = 0; at < result->cell_count; at++) {
		if (!ws_cell_is_measured(&result->cells[at]))
			continue;
		*unit = result->cells[at].unit;
		return true;
	}
	return false;
}

bool ws_unit_is_other(const struct ws_cell *cell, enum ws_unit unit)
{
	return ws_cell_is_measured(cell) && cell->unit != unit;
}

void ws_mark_text(const struct ws_cell *cell, enum ws_unit unit, char text[WS_MARK_TEXT_MAX])
{
	bool other = ws_unit_is_other(cell, unit);

	snprintf(text, WS_MARK_TEXT_MAX, "%s%s%s", other ? " " : "",
		 other ? ws_unit_remarks[cell->unit].label : "", ws_unsettled_mark(cell));
}

/* Whether one of the results has cells of this unit under another. */
static bool stands_elsewhere(const struct ws_result *results, size_t count, enum ws_unit unit)
{
	for (size_t at = 0; at < count; at++) {
		enum ws_unit column;

		ws_column_unit(&results[at], &column);
		for (size_t cell = 0; cell < results[at].cell_count; cell++)
			if (results[at].cells[cell].unit == unit &&
			    ws_unit_is_other(&results[at].cells[cell], column))
				return true;
	}
	return false;
}

const struct ws_remark *ws_unit_remark(const struct ws_result *results, size_t count, size_t n)
{
	for (int unit = 0; unit < WS_UNIT_COUNT; unit++)
		if (stands_elsewhere(results, count, (enum ws_unit)unit) && n-- == 0)
			return &ws_unit_remarks[unit];
	return NULL;
}
