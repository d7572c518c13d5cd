// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The history as a table: each column as wide as what is in it, none where all are empty, and
 * nothing cut: a version of which the end is missing is no version.
 */
#include <inttypes.h>
#include <string.h>

#include "report/emulated.h"
#include "report/history.h"
#include "report/table.h"

#define DIGEST_SHOWN 12 /* hexadecimal digits: enough to tell a user's results apart */
#define GAP          2
#define TEXT_MAX     160
#define REMARK_WIDTH 80

typedef char cell_text[TEXT_MAX];

static void say(cell_text text, const char *value)
{
	snprintf(text, TEXT_MAX, "%s", value ? value : "-");
}

static void say_digest(const struct ws_history_entry *entry, cell_text text)
{
	snprintf(text, TEXT_MAX, "%.*s", DIGEST_SHOWN, entry->row.digest);
}

static void say_created(const struct ws_history_entry *entry, cell_text text)
{
	say(text, entry->row.created);
}

static void say_target(const struct ws_history_entry *entry, cell_text text)
{
	say(text, entry->row.target);
}

static void say_cell(const struct ws_history_entry *entry, cell_text text)
{
	snprintf(text, TEXT_MAX, "%s/%s", entry->row.target, entry->row.benchmark);
}

static void say_cells(const struct ws_history_entry *entry, cell_text text)
{
	snprintf(text, TEXT_MAX, "%" PRIu32 "/%" PRIu32, entry->row.measured, entry->row.cells);
}

static void say_value(const struct ws_history_entry *entry, cell_text text)
{
	ws_value_text(&entry->cell, text);
}

/* What "1,240 ?" has behind its number, so that numbers stand below each other. */
static void say_mark(const struct ws_history_entry *entry, cell_text text)
{
	snprintf(text, TEXT_MAX, "%s", *ws_unsettled_mark(&entry->cell) ? "?" : "");
}

static void say_unit(const struct ws_history_entry *entry, cell_text text)
{
	snprintf(text, TEXT_MAX, "%s%s", entry->row.unit,
		 entry->emulated ? ", " WS_EMULATED_WORD : "");
}

static void say_variation(const struct ws_history_entry *entry, cell_text text)
{
	say(text, entry->variation);
}

/* What tells images apart best. */
static void say_version(const struct ws_history_entry *entry, cell_text text)
{
	say(text, entry->row.version ? entry->row.version : entry->row.image);
}

/* One that an emulator makes is none, whatever it is called. */
static void say_cpu(const struct ws_history_entry *entry, cell_text text)
{
	say(text, entry->emulated ? WS_EMULATED_WORD : entry->row.cpu);
}

struct column {
	const char *heading;
	void (*say)(const struct ws_history_entry *entry, cell_text text);
	bool right;
	unsigned int gap; /* before it; 0: GAP */
};

static const struct column of_cells[] = {
	{.heading = "created", .say = say_created},
	{.heading = "cell", .say = say_cell},
	{.heading = "value", .say = say_value, .right = true},
	{.heading = "", .say = say_mark, .gap = 1},
	{.heading = "unit", .say = say_unit},
	{.heading = "variation", .say = say_variation},
	{.heading = "of", .say = say_version},
};

static const struct column of_results[] = {
	{.heading = "result", .say = say_digest},
	{.heading = "created", .say = say_created},
	{.heading = "target", .say = say_target},
	{.heading = "cells", .say = say_cells, .right = true},
	{.heading = "variation", .say = say_variation},
	{.heading = "of", .say = say_version},
	{.heading = "cpu", .say = say_cpu},
};

#define COLUMNS_MAX (sizeof(of_cells) / sizeof(of_cells[0]))
_Static_assert(sizeof(of_results) == sizeof(of_cells), "both are of COLUMNS_MAX");

/* 0: nothing is in it. */
static unsigned int width_of(const struct column *column, const struct ws_history_entry *entries,
			     size_t count)
{
	size_t width = 0;
	cell_text text;

	for (size_t at = 0; at < count; at++) {
		column->say(&entries[at], text);
		width = strlen(text) > width ? strlen(text) : width;
	}
	return (unsigned int)(width && strlen(column->heading) > width ? strlen(column->heading)
								       : width);
}

static void print_field(struct ws_pen *pen, const struct column *column, unsigned int width,
			const char *text)
{
	unsigned int rest = width - (unsigned int)strlen(text);

	ws_pen_blanks(pen, column->right ? rest : 0);
	ws_pen_text(pen, text, false);
	ws_pen_blanks(pen, column->right ? 0 : rest);
}

/* entry NULL: the headings. */
static void print_line(struct ws_pen *pen, const struct column *columns, const unsigned int *widths,
		       const struct ws_history_entry *entry)
{
	cell_text text;

	for (size_t at = 0; at < COLUMNS_MAX; at++) {
		const struct column *column = &columns[at];

		if (!widths[at])
			continue;
		if (entry)
			column->say(entry, text);
		else
			say(text, column->heading);
		ws_pen_blanks(pen, at == 0 ? 0 : column->gap ? column->gap : GAP);
		print_field(pen, column, widths[at], text);
	}
	ws_pen_end(pen);
}

static bool applies(const struct ws_remark *remark, const struct ws_history_entry *entries,
		    size_t count)
{
	for (size_t at = 0; at < count; at++)
		if (remark->applies(&entries[at].cell))
			return true;
	return false;
}

/* Under it, what its marks mean. */
static void print_remarks(FILE *out, const struct ws_history_entry *entries, size_t count)
{
	const char *before = "\n";

	for (size_t at = 0; at < ws_timed_remark_count; at++) {
		if (!applies(&ws_timed_remarks[at], entries, count))
			continue;
		fputs(before, out);
		ws_paragraph(out, REMARK_WIDTH, WS_NOTE_INDENT, ws_timed_remarks[at].label,
			     ws_timed_remarks[at].text);
		before = "";
	}
}

void ws_history_table(FILE *out, const struct ws_history_entry *entries, size_t count, bool cells)
{
	const struct column *columns = cells ? of_cells : of_results;
	unsigned int widths[COLUMNS_MAX];
	struct ws_pen pen = {.out = out};

	for (size_t at = 0; at < COLUMNS_MAX; at++)
		widths[at] = width_of(&columns[at], entries, count);
	if (count)
		print_line(&pen, columns, widths, NULL);
	else
		fputs("(nothing)\n", out);
	for (size_t at = 0; at < count; at++)
		print_line(&pen, columns, widths, &entries[at]);
	if (cells)
		print_remarks(out, entries, count);
}
