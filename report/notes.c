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

/* The systems of a row whose figures nothing but the paper itself confirms: "KVM ARM, Xen ARM". */
static void transcribed_systems(const struct ws_table *table, const struct ws_published_row *row,
				char *names, size_t size)
{
	size_t length = 0;

	*names = '\0';
	for (int system = 0; system < WS_PUBLISHED_SYSTEM_COUNT; system++)
		if (row->figures[system].mark == WS_MARK_TRANSCRIBED &&
		    is_shown(table, (enum ws_published_system)system) && length < size)
			length += (size_t)snprintf(names + length, size - length, "%s%s",
						   length ? ", " : "",
						   ws_published_columns[system].name);
}

static void print_transcribed(FILE *text, const struct ws_table *table)
{
	const char *separator = "; without a second source: ";

	for (int at = 0; at < WS_BENCHMARK_COUNT; at++) {
		const struct ws_published_row *row = ws_published_find(ws_benchmark_texts[at].id);
		char names[64];

		if (!row || !table->rows[at])
			continue;
		transcribed_systems(table, row, names, sizeof(names));
		if (!*names)
			continue;
		fprintf(text, "%s%s (%s)", separator, row->benchmark, names);
		separator = ", ";
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
	print_transcribed(stream, table);
	if (fclose(stream) == 0)
		ws_paragraph(out, options->width, WS_NOTE_INDENT, ws_unit_id(WS_UNIT_CYCLES), text);
	free(text);
}

void ws_table_notes(FILE *out, const struct ws_table *table, const struct ws_result *results,
		    size_t count, const struct ws_table_options *options)
{
	ws_table_reasons(out, results, count, options);
	ws_table_spreads(out, results, count, options);
	print_units(out, table, options);
	print_published(out, table, options);
	ws_table_ran(out, results, count, options);
}
