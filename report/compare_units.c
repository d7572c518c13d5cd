// SPDX-License-Identifier: GPL-2.0-or-later
/* The unit over two columns of a comparison, and what is said of cells that have another one. */
#include "report/compare.h"
#include "report/units.h"

enum ws_unit ws_compared_unit(const struct ws_changed_result *result)
{
	for (size_t at = 0; at < result->cell_count; at++) {
		const struct ws_changed_cell *cell = &result->cells[at];

		if (ws_cell_is_measured(cell->old) || ws_cell_is_measured(cell->now))
			return cell->unit;
	}
	return result->cell_count ? result->cells[0].unit : WS_UNIT_INSTRUCTIONS;
}

/* Whether a number of this unit stands under another. */
static bool stands_elsewhere(const struct ws_changed_result *result, enum ws_unit unit)
{
	enum ws_unit column = ws_compared_unit(result);

	for (size_t at = 0; at < result->cell_count; at++) {
		const struct ws_changed_cell *cell = &result->cells[at];

		if ((ws_unit_is_other(cell->old, column) && cell->old->unit == unit) ||
		    (ws_unit_is_other(cell->now, column) && cell->now->unit == unit))
			return true;
	}
	return false;
}

const struct ws_remark *ws_compared_unit_remark(const struct ws_changes *changes, size_t n)
{
	for (int unit = 0; unit < WS_UNIT_COUNT; unit++)
		for (size_t at = 0; at < changes->count; at++) {
			if (!stands_elsewhere(&changes->list[at], (enum ws_unit)unit))
				continue;
			if (n-- == 0)
				return &ws_unit_remarks[unit];
			break;
		}
	return NULL;
}
