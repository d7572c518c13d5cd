// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table that a person reads. Each architecture has a part of it, with the figures of others
 * that are of the same one. What does not fit beside the rest goes into a further block below, with
 * its rows named again; a line above the headings says the unit of the columns under it.
 */
#include "report/table.h"

#include <stdlib.h>
#include <string.h>

#include "report/layout.h"
#include "report/names.h"

static void print_dashes(struct ws_pen *pen, unsigned int count)
{
	while (count--)
		ws_pen_text(pen, "-", false);
}

/* The group's words in a line as wide as its columns. */
static void print_rule(struct ws_pen *pen, const char *words, unsigned int width)
{
	unsigned int rest = width - (unsigned int)strlen(words);
	bool dashes = rest >= 4;

	print_dashes(pen, dashes ? (rest - 2) / 2 : 0);
	ws_pen_blanks(pen, dashes);
	ws_pen_text(pen, words, false);
	ws_pen_blanks(pen, dashes ? 1 : rest);
	print_dashes(pen, dashes ? (rest - 1) / 2 : 0);
}

static void print_groups(struct ws_pen *pen, const struct layout_part *part,
			 struct layout_block block)
{
	ws_pen_text(pen, part->columns[0]->architecture, false);
	ws_pen_blanks(pen, part->table->label_width -
				   (unsigned int)strlen(part->columns[0]->architecture));
	for (size_t first = block.first, end; first < block.end; first = end) {
		end = layout_run_end(part, first, block.end);
		ws_pen_blanks(pen, LAYOUT_GAP);
		print_rule(pen, part->columns[first]->group,
			   layout_run_width(part, first, end) +
				   layout_run_excess(part, first, end));
	}
	ws_pen_end(pen);
}

/* A line of headings: names, or, where it is not negative, one trait. */
static void print_heading_line(struct ws_pen *pen, const struct layout_part *part,
			       struct layout_block block, int trait)
{
	ws_pen_blanks(pen, part->table->label_width);
	for (size_t at = block.first; at < block.end; at++) {
		const struct ws_table_column *column = part->columns[at];
		const char *text = trait < 0 ? column->heading : column->traits.text[trait];

		ws_pen_blanks(pen, layout_space_before(part, block, at) + column->width -
					   (unsigned int)strlen(text));
		ws_pen_text(pen, text, false);
	}
	ws_pen_end(pen);
}

static bool has_trait(const struct layout_part *part, struct layout_block block, int trait)
{
	for (size_t at = block.first; at < block.end; at++)
		if (part->columns[at]->traits.text[trait][0])
			return true;
	return false;
}

static void print_headings(struct ws_pen *pen, const struct layout_part *part,
			   struct layout_block block)
{
	print_heading_line(pen, part, block, -1);
	for (int trait = 0; trait < WS_TRAIT_COUNT; trait++)
		if (has_trait(part, block, trait))
			print_heading_line(pen, part, block, trait);
}

static void print_row(struct ws_pen *pen, const struct layout_part *part, struct layout_block block,
		      int row)
{
	const char *label = ws_benchmark_texts[row].id;

	ws_pen_text(pen, label, false);
	ws_pen_blanks(pen, part->table->label_width - (unsigned int)strlen(label));
	for (size_t at = block.first; at < block.end; at++) {
		const struct ws_table_column *column = part->columns[at];
		const struct ws_table_cell *cell = &column->cells[row];
		unsigned int before =
			column->width - column->share_width - (unsigned int)strlen(cell->text);

		ws_pen_blanks(pen, layout_space_before(part, block, at) + before);
		ws_pen_text(pen, cell->text, cell->bad);
		ws_pen_text(pen, cell->share, false);
		ws_pen_blanks(pen, column->share_width - (unsigned int)strlen(cell->share));
	}
	ws_pen_end(pen);
}

static void print_part(struct ws_pen *pen, const struct layout_part *part, unsigned int width)
{
	struct layout_block block;

	for (size_t first = 0; first < part->count; first = block.end) {
		block = layout_next_block(part, first, width);
		if (first > 0)
			ws_pen_end(pen);
		print_groups(pen, part, block);
		print_headings(pen, part, block);
		for (int row = 0; row < WS_BENCHMARK_COUNT; row++)
			if (part->table->rows[row])
				print_row(pen, part, block, row);
	}
}

static bool is_first_of_its_part(const struct ws_table *table, size_t at)
{
	for (size_t before = 0; before < at; before++)
		if (strcmp(table->columns[before].architecture, table->columns[at].architecture) ==
		    0)
			return false;
	return true;
}

/* In as many blocks as the width asks for; false: no memory. */
static bool print_columns(FILE *out, const struct ws_table *table,
			  const struct ws_table_options *options)
{
	struct ws_pen pen = {.out = out, .colour = options->colour};
	struct layout_part part = {
		.table = table,
		.columns = calloc(table->column_count, sizeof(struct ws_table_column *)),
	};

	if (!part.columns)
		return false;
	for (size_t at = 0; at < table->result_count; at++) {
		if (!is_first_of_its_part(table, at))
			continue;
		if (at > 0)
			ws_pen_end(&pen);
		layout_fill_part(&part, table, table->columns[at].architecture);
		print_part(&pen, &part, options->width);
	}
	free(part.columns);
	return true;
}

void ws_report_table(FILE *out, const struct ws_result *results, size_t count,
		     const struct ws_table_options *options)
{
	struct ws_table table;

	if (count == 0 || !ws_table_fill(&table, results, count, options->width))
		return;
	if (print_columns(out, &table, options)) {
		fputc('\n', out);
		ws_table_notes(out, &table, results, count, options);
	}
	free(table.columns);
}
