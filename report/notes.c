// SPDX-License-Identifier: GPL-2.0-or-later
/* What the table's cells cannot say, in one legend under it: each line's lead is a word of it. */
#include <string.h>

#include "report/names.h"
#include "report/table.h"
#include "report/units.h"

static const char *const unit_meanings[WS_UNIT_COUNT] = {
	[WS_UNIT_INSTRUCTIONS] =
		"executed between the markers, less the markers' own; a count of work, not of time",
};

static void print_units(FILE *out, const struct ws_table *table,
			const struct ws_table_options *options)
{
	for (int unit = 0; unit < WS_UNIT_COUNT; unit++) {
		const char *id = ws_unit_id((enum ws_unit)unit);
		bool shown = false;

		for (size_t at = 0; at < table->column_count; at++)
			shown |= strcmp(table->columns[at].group, id) == 0;
		if (shown && unit_meanings[unit])
			ws_paragraph(out, options->width, WS_NOTE_INDENT, id, unit_meanings[unit]);
	}
}

static void print_other_units(FILE *out, const struct ws_result *results, size_t count,
			      const struct ws_table_options *options)
{
	const struct ws_remark *remark;

	for (size_t at = 0; (remark = ws_unit_remark(results, count, at)); at++)
		ws_paragraph(out, options->width, WS_NOTE_INDENT, remark->label, remark->text);
}

void ws_table_notes(FILE *out, const struct ws_table *table, const struct ws_result *results,
		    size_t count, const struct ws_table_options *options)
{
	ws_table_reasons(out, table, results, count, options);
	ws_table_timed(out, table, results, count, options);
	ws_table_spreads(out, table, results, count, options);
	ws_table_rejected(out, table, results, count, options);
	ws_table_places(out, table, results, count, options);
	print_units(out, table, options);
	print_other_units(out, results, count, options);
	ws_table_published(out, table, options);
	ws_table_hazards(out, table, results, count, options);
	ws_table_limits(out, table, results, count, options);
	ws_table_ran(out, results, count, options);
}
