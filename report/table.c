// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table that a person reads. What does not fit beside the rest goes into a further block below,
 * with its rows named again; a line above the headings says the unit of the columns under it.
 */
#include "report/table.h"

#include <stdlib.h>
#include <string.h>

#include "report/names.h"

#define GAP 2 /* blanks between columns */

struct block {
	size_t first;
	size_t end; /* the column after the last */
};

/* The end of the columns from `first` that share its group. */
static size_t run_end(const struct ws_table *table, size_t first, size_t limit)
{
	size_t end = first + 1;

	while (end < limit && strcmp(table->columns[end].group, table->columns[first].group) == 0)
		end++;
	return end;
}

static unsigned int run_width(const struct ws_table *table, size_t first, size_t end)
{
	unsigned int width = (unsigned int)(end - first - 1) * GAP;

	for (size_t at = first; at < end; at++)
		width += table->columns[at].width;
	return width;
}

/* By how much the group's own words are wider than the columns under them. */
static unsigned int run_excess(const struct ws_table *table, size_t first, size_t end)
{
	unsigned int width = run_width(table, first, end);
	unsigned int words = (unsigned int)strlen(table->columns[first].group);

	return words > width ? words - width : 0;
}

static unsigned int block_width(const struct ws_table *table, struct block block)
{
	unsigned int width = table->label_width;

	for (size_t first = block.first, end; first < block.end; first = end) {
		end = run_end(table, first, block.end);
		width += GAP + run_width(table, first, end) + run_excess(table, first, end);
	}
	return width;
}

static struct block widest_block(const struct ws_table *table, size_t first, unsigned int width)
{
	struct block block = {.first = first, .end = first + 1};
	struct block more = {.first = first, .end = first + 2};

	while (more.end <= table->column_count && block_width(table, more) <= width) {
		block = more;
		more.end++;
	}
	return block;
}

/*
 * As many columns as fit, and at least one; but where only figures of others would be left for the
 * next block, the last of our own goes there with them: they are there to be compared.
 */
static struct block next_block(const struct ws_table *table, size_t first, unsigned int width)
{
	struct block block = widest_block(table, first, width);
	struct block together = {.first = table->result_count - 1, .end = table->column_count};

	if (block.end >= table->result_count && block.end < table->column_count &&
	    together.first > first && block_width(table, together) <= width)
		block.end = together.first;
	return block;
}

/* Blanks that stand before a column, those that its group's words ask for included. */
static unsigned int space_before(const struct ws_table *table, struct block block, size_t at)
{
	bool begins = at == block.first ||
		      strcmp(table->columns[at].group, table->columns[at - 1].group) != 0;

	return GAP + (begins ? run_excess(table, at, run_end(table, at, block.end)) : 0);
}

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

static void print_groups(struct ws_pen *pen, const struct ws_table *table, struct block block)
{
	ws_pen_text(pen, table->architecture, false);
	ws_pen_blanks(pen, table->label_width - (unsigned int)strlen(table->architecture));
	for (size_t first = block.first, end; first < block.end; first = end) {
		end = run_end(table, first, block.end);
		ws_pen_blanks(pen, GAP);
		print_rule(pen, table->columns[first].group,
			   run_width(table, first, end) + run_excess(table, first, end));
	}
	ws_pen_end(pen);
}

/* A line of headings: names, or, where it is not negative, one trait. */
static void print_heading_line(struct ws_pen *pen, const struct ws_table *table, struct block block,
			       int trait)
{
	ws_pen_blanks(pen, table->label_width);
	for (size_t at = block.first; at < block.end; at++) {
		const struct ws_table_column *column = &table->columns[at];
		const char *text = trait < 0 ? column->heading : column->traits.text[trait];

		ws_pen_blanks(pen, space_before(table, block, at) + column->width -
					   (unsigned int)strlen(text));
		ws_pen_text(pen, text, false);
	}
	ws_pen_end(pen);
}

static bool has_trait(const struct ws_table *table, struct block block, int trait)
{
	for (size_t at = block.first; at < block.end; at++)
		if (table->columns[at].traits.text[trait][0])
			return true;
	return false;
}

static void print_headings(struct ws_pen *pen, const struct ws_table *table, struct block block)
{
	print_heading_line(pen, table, block, -1);
	for (int trait = 0; trait < WS_TRAIT_COUNT; trait++)
		if (has_trait(table, block, trait))
			print_heading_line(pen, table, block, trait);
}

static void print_row(struct ws_pen *pen, const struct ws_table *table, struct block block, int row)
{
	const char *label = ws_benchmark_texts[row].id;

	ws_pen_text(pen, label, false);
	ws_pen_blanks(pen, table->label_width - (unsigned int)strlen(label));
	for (size_t at = block.first; at < block.end; at++) {
		const struct ws_table_column *column = &table->columns[at];
		const struct ws_table_cell *cell = &column->cells[row];
		unsigned int before =
			column->width - column->share_width - (unsigned int)strlen(cell->text);

		ws_pen_blanks(pen, space_before(table, block, at) + before);
		ws_pen_text(pen, cell->text, cell->bad);
		ws_pen_text(pen, cell->share, false);
		ws_pen_blanks(pen, column->share_width - (unsigned int)strlen(cell->share));
	}
	ws_pen_end(pen);
}

void ws_table_print(FILE *out, const struct ws_table *table, const struct ws_table_options *options)
{
	struct ws_pen pen = {.out = out, .colour = options->colour};
	struct block block;

	for (size_t first = 0; first < table->column_count; first = block.end) {
		block = next_block(table, first, options->width);
		if (first > 0)
			ws_pen_end(&pen);
		print_groups(&pen, table, block);
		print_headings(&pen, table, block);
		for (int row = 0; row < WS_BENCHMARK_COUNT; row++)
			if (table->rows[row])
				print_row(&pen, table, block, row);
	}
}

void ws_report_table(FILE *out, const struct ws_result *results, size_t count,
		     const struct ws_table_options *options)
{
	struct ws_table table;

	if (count == 0 || !ws_table_fill(&table, results, count))
		return;
	ws_table_print(out, &table, options);
	fputc('\n', out);
	ws_table_notes(out, &table, results, count, options);
	free(table.columns);
}
