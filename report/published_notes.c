// SPDX-License-Identifier: GPL-2.0-or-later
/* What is to be known of figures of others under a table: whose they are, and how they came to us.
 */
#include <stdlib.h>
#include <string.h>

#include "data/published.h"
#include "report/names.h"
#include "report/nearest.h"
#include "report/table.h"

static struct ws_published_shown shown_of(const struct ws_table *table)
{
	struct ws_published_shown shown = {0};

	memcpy(shown.rows, table->rows, sizeof(shown.rows));
	for (size_t at = table->result_count; at < table->column_count; at++)
		shown.systems[table->columns[at].system] = true;
	return shown;
}

static void print_study(FILE *out, const struct ws_table *table,
			const struct ws_table_options *options)
{
	const struct ws_published_shown shown = shown_of(table);
	char *text = ws_study_text(&shown);

	if (text && *text)
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
