// SPDX-License-Identifier: GPL-2.0-or-later
/* What the table's cells cannot say, in one legend under it: each line's lead is a word of it. */
#include <stdlib.h>
#include <string.h>

#include "data/published.h"
#include "report/names.h"
#include "report/table.h"

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

static bool is_shown(const struct ws_table *table, enum ws_published_system system)
{
	for (size_t at = 0; at < table->column_count; at++)
		if (strcmp(table->columns[at].heading, ws_published_columns[system].name) == 0)
			return true;
	return false;
}

/* The systems of a row whose figures nothing but the paper itself confirms: " (Xen ARM)". Empty
 * where that is all of them that are shown; false where it is none.
 */
static bool transcribed_systems(const struct ws_table *table, const struct ws_published_row *row,
				char *names, size_t size)
{
	size_t length = 0, transcribed = 0, shown = 0;

	for (int at = 0; at < WS_PUBLISHED_SYSTEM_COUNT; at++) {
		enum ws_published_system system = (enum ws_published_system)at;

		if (!is_shown(table, system))
			continue;
		shown++;
		if (row->figures[system].mark != WS_MARK_TRANSCRIBED || length >= size)
			continue;
		length += (size_t)snprintf(names + length, size - length, "%s%s",
					   transcribed ? ", " : " (",
					   ws_published_columns[system].name);
		transcribed++;
	}
	if (transcribed == shown)
		*names = '\0';
	else if (length + 1 < size)
		snprintf(names + length, size - length, ")");
	return transcribed > 0;
}

/* The published row that stands in this row of the table, or NULL. */
static const struct ws_published_row *row_of(const struct ws_table *table, int at)
{
	return table->rows[at] ? ws_published_find(ws_benchmark_texts[at].id) : NULL;
}

static void print_transcribed(FILE *text, const struct ws_table *table)
{
	const char *separator = "; from the paper alone: ";

	for (int at = 0; at < WS_BENCHMARK_COUNT; at++) {
		const struct ws_published_row *row = row_of(table, at);
		char names[64];

		if (!row || !transcribed_systems(table, row, names, sizeof(names)))
			continue;
		fprintf(text, "%s%s%s", separator, row->benchmark, names);
		separator = ", ";
	}
}

static void print_remarks(FILE *text, const struct ws_table *table)
{
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++) {
		const struct ws_published_row *row = row_of(table, at);

		if (row && row->remark)
			fprintf(text, "; %s", row->remark);
	}
}

static void print_published(FILE *out, const struct ws_table *table,
			    const struct ws_table_options *options)
{
	char *text = NULL;
	size_t size;
	FILE *stream;
	bool shown = false;

	for (size_t at = 0; at < table->column_count; at++)
		shown |= strstr(table->columns[at].group, ws_published_name) != NULL;
	stream = shown ? open_memstream(&text, &size) : NULL;
	if (!stream)
		return;
	fputs(ws_published_source, stream);
	print_remarks(stream, table);
	print_transcribed(stream, table);
	if (fclose(stream) == 0)
		ws_paragraph(out, options->width, WS_NOTE_INDENT, ws_unit_id(WS_UNIT_CYCLES), text);
	free(text);
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
	print_published(out, table, options);
	ws_table_limits(out, table, results, count, options);
	ws_table_ran(out, results, count, options);
}
