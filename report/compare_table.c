// SPDX-License-Identifier: GPL-2.0-or-later
/* For people: a block per target, a line per cell, and below what a line has no room for. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/compare.h"
#include "report/names.h"
#include "report/table.h"
#include "report/units.h"

#define LABEL_WIDTH      16
#define VALUE_WIDTH      14
#define DIFFERENCE_WIDTH 12
#define RELATIVE_WIDTH   9

/* Text that ends where the column does. */
static void print_right(struct ws_pen *pen, unsigned int width, const char *text)
{
	unsigned int length = (unsigned int)strlen(text);

	ws_pen_blanks(pen, width > length ? width - length : 1);
	ws_pen_text(pen, text, false);
}

static void widen(unsigned int *width, const struct ws_cell *cell, enum ws_unit unit)
{
	char mark[WS_MARK_TEXT_MAX] = "";

	if (cell)
		ws_mark_text(cell, unit, mark);
	if (strlen(mark) > *width)
		*width = (unsigned int)strlen(mark);
}

/* The room that marks behind numbers ask for. */
static unsigned int mark_width(const struct ws_changed_result *result)
{
	unsigned int width = 0;

	for (size_t at = 0; at < result->cell_count; at++) {
		widen(&width, result->cells[at].old, ws_compared_unit(result));
		widen(&width, result->cells[at].now, ws_compared_unit(result));
	}
	return width;
}

static void print_value(struct ws_pen *pen, const struct ws_cell *cell, enum ws_unit unit,
			unsigned int marks)
{
	char text[WS_COUNT_TEXT_MAX] = "";
	char mark[WS_MARK_TEXT_MAX] = "";

	if (cell) {
		ws_value_text(cell, text);
		ws_mark_text(cell, unit, mark);
	}
	print_right(pen, VALUE_WIDTH, text);
	ws_pen_text(pen, mark, false);
	ws_pen_blanks(pen, marks - (unsigned int)strlen(mark));
}

static void print_cell(struct ws_pen *pen, const struct ws_changed_cell *cell, enum ws_unit unit,
		       unsigned int marks)
{
	const char *label = ws_benchmark_texts[cell->benchmark].id;
	char text[WS_DIFFERENCE_TEXT_MAX];

	ws_pen_text(pen, label, false);
	ws_pen_blanks(pen, LABEL_WIDTH - (unsigned int)strlen(label));
	print_value(pen, cell->old, unit, marks);
	print_value(pen, cell->now, unit, marks);
	ws_difference_text(cell, text);
	print_right(pen, DIFFERENCE_WIDTH, text);
	ws_relative_text(cell, text);
	print_right(pen, RELATIVE_WIDTH, text);
	ws_pen_blanks(pen, 2);
	ws_pen_text(pen, ws_compared_word(&cell->comparison), cell->gate == WS_GATE_FAILS);
	ws_pen_end(pen);
}

static void print_result(struct ws_pen *pen, const struct ws_changed_result *result,
			 const char *name)
{
	unsigned int marks = mark_width(result);

	ws_pen_text(pen, name, false);
	ws_pen_text(pen, ", ", false);
	ws_pen_text(pen, result->cell_count ? ws_unit_id(ws_compared_unit(result)) : "no cells",
		    false);
	ws_pen_end(pen);
	ws_pen_blanks(pen, LABEL_WIDTH);
	print_right(pen, VALUE_WIDTH, "old");
	print_right(pen, marks + VALUE_WIDTH, "new");
	ws_pen_blanks(pen, marks);
	print_right(pen, DIFFERENCE_WIDTH + RELATIVE_WIDTH, "difference");
	ws_pen_end(pen);
	for (size_t at = 0; at < result->cell_count; at++)
		print_cell(pen, &result->cells[at], ws_compared_unit(result), marks);
	ws_pen_end(pen);
}

static bool says_the_same(const struct ws_changed_cell *a, const struct ws_changed_cell *b)
{
	return a->comparison.change == b->comparison.change &&
	       strcmp(a->comparison.reason, b->comparison.reason) == 0;
}

static bool was_said(const struct ws_changed_result *result, size_t at)
{
	for (size_t before = 0; before < at; before++)
		if (says_the_same(&result->cells[before], &result->cells[at]))
			return true;
	return false;
}

/* The cells of a result that have one reason. */
static void write_reason(FILE *text, const struct ws_changed_result *result, size_t at,
			 const char *name)
{
	const char *separator = " ";

	fputs(name, text);
	for (size_t cell = at; cell < result->cell_count; cell++) {
		if (!says_the_same(&result->cells[cell], &result->cells[at]))
			continue;
		fprintf(text, "%s%s", separator,
			ws_benchmark_texts[result->cells[cell].benchmark].id);
		separator = ", ";
	}
	fprintf(text, ": %s", result->cells[at].comparison.reason);
}

/* One note: a lead, and a text that write() makes. */
struct note {
	FILE *out;
	unsigned int width;
	char *text;
	size_t size;
	FILE *memory;
};

static bool begin(struct note *note)
{
	note->text = NULL;
	note->memory = open_memstream(&note->text, &note->size);
	return note->memory != NULL;
}

static void end(struct note *note, const char *lead)
{
	if (fclose(note->memory) == 0)
		ws_paragraph(note->out, note->width, WS_NOTE_INDENT, lead, note->text);
	free(note->text);
}

static void print_reasons(struct note *note, const struct ws_changed_result *result,
			  const char *name)
{
	for (size_t at = 0; at < result->cell_count; at++) {
		const struct ws_comparison *comparison = &result->cells[at].comparison;

		if (comparison->change == WS_CHANGE_SAME || !comparison->reason[0] ||
		    was_said(result, at) || !begin(note))
			continue;
		write_reason(note->memory, result, at, name);
		end(note, ws_change_id(comparison->change));
	}
}

static void write_shares(FILE *text, const struct ws_distribution *distribution)
{
	for (size_t at = 0; at < distribution->bin_count && at < 3; at++) {
		char count[WS_COUNT_TEXT_MAX];
		char share[16];

		ws_count_text(distribution->bins[at].value, count);
		ws_share_text(distribution->bins[at].samples, distribution->samples, share,
			      sizeof(share));
		fprintf(text, "%s%s%s", at ? ", " : "", count, share);
	}
	if (distribution->bin_count > 3)
		fputs(", ...", text);
}

static void print_spreads(struct note *note, const struct ws_changed_result *result,
			  const char *name)
{
	for (size_t at = 0; at < result->cell_count; at++) {
		const struct ws_changed_cell *cell = &result->cells[at];

		if (!cell->comparison.spread || !begin(note))
			continue;
		fprintf(note->memory, "%s %s: ", name, ws_benchmark_texts[cell->benchmark].id);
		write_shares(note->memory, &cell->old->distribution);
		fputs("; now ", note->memory);
		write_shares(note->memory, &cell->now->distribution);
		end(note, "spread");
	}
}

static void print_differences(struct note *note, const struct ws_changed_result *result,
			      const char *name)
{
	static const char *const leads[] = {
		[WS_WEIGHT_SUBJECT] = "compared",
		[WS_WEIGHT_BUILD] = "built anew",
		[WS_WEIGHT_CIRCUMSTANCE] = "differs",
	};

	for (size_t at = 0; at < result->differences.count; at++) {
		const struct ws_difference *difference = &result->differences.list[at];

		if (!begin(note))
			continue;
		fprintf(note->memory, "%s ", name);
		ws_differs_text(note->memory, difference);
		end(note, leads[difference->weight]);
	}
}

static void print_remarks(const struct note *note, const struct ws_changes *changes)
{
	const struct ws_remark *remark;

	for (size_t at = 0; (remark = ws_compared_remark(changes, at)); at++)
		ws_paragraph(note->out, note->width, WS_NOTE_INDENT, remark->label, remark->text);
}

static void print_units(const struct note *note, const struct ws_changes *changes)
{
	const struct ws_remark *remark;

	for (size_t at = 0; (remark = ws_compared_unit_remark(changes, at)); at++)
		ws_paragraph(note->out, note->width, WS_NOTE_INDENT, remark->label, remark->text);
}

static void print_verdict(struct note *note, const struct ws_compared *compared)
{
	static const char *const words[] = {
		[WS_GATE_PASSES] = "passes",
		[WS_GATE_INCONCLUSIVE] = "inconclusive",
		[WS_GATE_FAILS] = "fails",
	};

	if (!begin(note))
		return;
	fprintf(note->memory, "%s: ", words[compared->changes->gate]);
	ws_compared_summary(note->memory, compared->changes);
	if (compared->above > 0)
		fprintf(note->memory, " (up to %g%% more is let pass)", compared->above * 100);
	end(note, "verdict");
}

static void print_explain(FILE *out, const struct ws_compared *compared)
{
	char *command = ws_compare_explain(compared);

	if (command)
		fprintf(out, "\nWhere the largest difference is:\n  %s\n", command);
	free(command);
}

int ws_compare_table(FILE *out, const struct ws_compared *compared,
		     const struct ws_table_options *options)
{
	const struct ws_changes *changes = compared->changes;
	struct ws_pen pen = {.out = out, .colour = options->colour};
	struct note note = {.out = out, .width = options->width};
	ws_variation *variations = ws_compared_variations(changes);
	char name[WS_COMPARED_NAME_MAX];

	if (!variations)
		return -ENOMEM;
	for (size_t at = 0; at < changes->count; at++) {
		ws_compared_name(&changes->list[at], NULL, variations[at], name);
		print_result(&pen, &changes->list[at], name);
	}
	print_remarks(&note, changes);
	print_units(&note, changes);
	for (size_t at = 0; at < changes->count; at++) {
		ws_compared_name(&changes->list[at], NULL, variations[at], name);
		print_reasons(&note, &changes->list[at], name);
		print_spreads(&note, &changes->list[at], name);
		print_differences(&note, &changes->list[at], name);
	}
	print_verdict(&note, compared);
	print_explain(out, compared);
	free(variations);
	return 0;
}
