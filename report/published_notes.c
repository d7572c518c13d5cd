// SPDX-License-Identifier: GPL-2.0-or-later
/* What is to be known of figures of others under a table: whose they are, and how they came to us.
 */
#include <stdlib.h>
#include <string.h>

#include "data/published.h"
#include "report/names.h"
#include "report/nearest.h"
#include "report/table.h"

static bool is_shown(const struct ws_table *table, enum ws_published_system system)
{
	for (size_t at = table->result_count; at < table->column_count; at++)
		if (table->columns[at].system == system)
			return true;
	return false;
}

/* The systems of the study in a row whose figures nothing but the paper itself confirms: " (Xen
 * ARM)". Empty where that is all of them that are shown; false where it is none.
 */
static bool transcribed_systems(const struct ws_table *table, const struct ws_published_row *row,
				char *names, size_t size)
{
	size_t length = 0, transcribed = 0, shown = 0;

	for (int at = 0; at < WS_PUBLISHED_STUDY_COUNT; at++) {
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

static void print_study(FILE *out, const struct ws_table *table,
			const struct ws_table_options *options)
{
	char *text = NULL;
	size_t size;
	FILE *stream;
	bool shown = false;

	for (int at = 0; at < WS_PUBLISHED_STUDY_COUNT; at++)
		shown |= is_shown(table, (enum ws_published_system)at);
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

/* Whether a column before this one is of the same source. */
static bool is_said(const struct ws_table *table, size_t at)
{
	const struct ws_published_column *column = &ws_published_columns[table->columns[at].system];

	for (size_t before = table->result_count; before < at; before++)
		if (ws_published_columns[table->columns[before].system].source == column->source)
			return true;
	return false;
}

static void print_others(FILE *out, const struct ws_table *table,
			 const struct ws_table_options *options)
{
	const char *method = NULL;

	for (size_t at = table->result_count; at < table->column_count; at++) {
		enum ws_published_system system = table->columns[at].system;
		const struct ws_published_column *column = &ws_published_columns[system];
		char text[WS_SOURCE_TEXT_MAX];

		if (system < WS_PUBLISHED_STUDY_COUNT || is_said(table, at))
			continue;
		ws_published_source_text(system, text);
		ws_paragraph(out, options->width, WS_NOTE_INDENT, column->machine->name, text);
		method = column->source->method ? column->source->method : method;
	}
	if (method)
		ws_paragraph(out, options->width, WS_NOTE_INDENT, ws_unit_id(WS_UNIT_NANOSECONDS),
			     method);
}

/* Systems that a wider table has. */
static void print_left_out(FILE *out, const struct ws_table *table,
			   const struct ws_table_options *options)
{
	char text[256] = "left out here for want of width: ";
	size_t lead = strlen(text);
	size_t used = lead;

	for (int at = 0; at < WS_PUBLISHED_SYSTEM_COUNT; at++) {
		const struct ws_published_column *column = &ws_published_columns[at];

		if (table->left_out[at] && used < sizeof(text))
			used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s%s%s",
						 used > lead ? ", " : "", column->name,
						 *column->detail ? " " : "", column->detail);
	}
	if (used > lead)
		ws_paragraph(out, options->width, WS_NOTE_INDENT, "published", text);
}

void ws_table_published(FILE *out, const struct ws_table *table,
			const struct ws_table_options *options)
{
	print_others(out, table, options);
	print_study(out, table, options);
	print_left_out(out, table, options);
}
