// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table that a person reads. Each architecture has a part of it, with the figures of others
 * that are of the same one. What does not fit beside the rest goes into a further block below, with
 * its rows named again; a line above the headings says the unit of the columns under it.
 */
#include "report/table.h"

#include <stdlib.h>
#include <string.h>

#include "report/names.h"

#define GAP 2 /* blanks between columns */

/* The columns of one architecture: results in their order, then others'. */
struct part {
	const struct ws_table *table;
	const struct ws_table_column **columns;
	size_t count, result_count;
};

struct block {
	size_t first;
	size_t end; /* the column after the last */
};

/* The end of the columns from `first` that share its group. */
static size_t run_end(const struct part *part, size_t first, size_t limit)
{
	size_t end = first + 1;

	while (end < limit && strcmp(part->columns[end]->group, part->columns[first]->group) == 0)
		end++;
	return end;
}

static unsigned int run_width(const struct part *part, size_t first, size_t end)
{
	unsigned int width = (unsigned int)(end - first - 1) * GAP;

	for (size_t at = first; at < end; at++)
		width += part->columns[at]->width;
	return width;
}

/* By how much the group's own words are wider than the columns under them. */
static unsigned int run_excess(const struct part *part, size_t first, size_t end)
{
	unsigned int width = run_width(part, first, end);
	unsigned int words = (unsigned int)strlen(part->columns[first]->group);

	return words > width ? words - width : 0;
}

static unsigned int block_width(const struct part *part, struct block block)
{
	unsigned int width = part->table->label_width;

	for (size_t first = block.first, end; first < block.end; first = end) {
		end = run_end(part, first, block.end);
		width += GAP + run_width(part, first, end) + run_excess(part, first, end);
	}
	return width;
}

static struct block widest_block(const struct part *part, size_t first, unsigned int width)
{
	struct block block = {.first = first, .end = first + 1};
	struct block more = {.first = first, .end = first + 2};

	while (more.end <= part->count && block_width(part, more) <= width) {
		block = more;
		more.end++;
	}
	return block;
}

/*
 * As many columns as fit, and at least one; but where only figures of others would be left for the
 * next block, the last of our own goes there with them: they are there to be compared.
 */
static struct block next_block(const struct part *part, size_t first, unsigned int width)
{
	struct block block = widest_block(part, first, width);
	struct block together = {.first = part->result_count - 1, .end = part->count};

	if (block.end >= part->result_count && block.end < part->count && together.first > first &&
	    block_width(part, together) <= width)
		block.end = together.first;
	return block;
}

/* Blanks that stand before a column, those that its group's words ask for included. */
static unsigned int space_before(const struct part *part, struct block block, size_t at)
{
	bool begins = at == block.first ||
		      strcmp(part->columns[at]->group, part->columns[at - 1]->group) != 0;

	return GAP + (begins ? run_excess(part, at, run_end(part, at, block.end)) : 0);
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

static void print_groups(struct ws_pen *pen, const struct part *part, struct block block)
{
	ws_pen_text(pen, part->columns[0]->architecture, false);
	ws_pen_blanks(pen, part->table->label_width -
				   (unsigned int)strlen(part->columns[0]->architecture));
	for (size_t first = block.first, end; first < block.end; first = end) {
		end = run_end(part, first, block.end);
		ws_pen_blanks(pen, GAP);
		print_rule(pen, part->columns[first]->group,
			   run_width(part, first, end) + run_excess(part, first, end));
	}
	ws_pen_end(pen);
}

/* A line of headings: names, or, where it is not negative, one trait. */
static void print_heading_line(struct ws_pen *pen, const struct part *part, struct block block,
			       int trait)
{
	ws_pen_blanks(pen, part->table->label_width);
	for (size_t at = block.first; at < block.end; at++) {
		const struct ws_table_column *column = part->columns[at];
		const char *text = trait < 0 ? column->heading : column->traits.text[trait];

		ws_pen_blanks(pen, space_before(part, block, at) + column->width -
					   (unsigned int)strlen(text));
		ws_pen_text(pen, text, false);
	}
	ws_pen_end(pen);
}

static bool has_trait(const struct part *part, struct block block, int trait)
{
	for (size_t at = block.first; at < block.end; at++)
		if (part->columns[at]->traits.text[trait][0])
			return true;
	return false;
}

static void print_headings(struct ws_pen *pen, const struct part *part, struct block block)
{
	print_heading_line(pen, part, block, -1);
	for (int trait = 0; trait < WS_TRAIT_COUNT; trait++)
		if (has_trait(part, block, trait))
			print_heading_line(pen, part, block, trait);
}

static void print_row(struct ws_pen *pen, const struct part *part, struct block block, int row)
{
	const char *label = ws_benchmark_texts[row].id;

	ws_pen_text(pen, label, false);
	ws_pen_blanks(pen, part->table->label_width - (unsigned int)strlen(label));
	for (size_t at = block.first; at < block.end; at++) {
		const struct ws_table_column *column = part->columns[at];
		const struct ws_table_cell *cell = &column->cells[row];
		unsigned int before =
			column->width - column->share_width - (unsigned int)strlen(cell->text);

		ws_pen_blanks(pen, space_before(part, block, at) + before);
		ws_pen_text(pen, cell->text, cell->bad);
		ws_pen_text(pen, cell->share, false);
		ws_pen_blanks(pen, column->share_width - (unsigned int)strlen(cell->share));
	}
	ws_pen_end(pen);
}

static void print_part(struct ws_pen *pen, const struct part *part, unsigned int width)
{
	struct block block;

	for (size_t first = 0; first < part->count; first = block.end) {
		block = next_block(part, first, width);
		if (first > 0)
			ws_pen_end(pen);
		print_groups(pen, part, block);
		print_headings(pen, part, block);
		for (int row = 0; row < WS_BENCHMARK_COUNT; row++)
			if (part->table->rows[row])
				print_row(pen, part, block, row);
	}
}

/* The columns that share the architecture of the one at first. */
static void fill_part(struct part *part, const struct ws_table *table, size_t first)
{
	const char *architecture = table->columns[first].architecture;

	part->count = 0;
	part->result_count = 0;
	for (size_t at = 0; at < table->column_count; at++) {
		if (strcmp(table->columns[at].architecture, architecture) != 0)
			continue;
		part->columns[part->count++] = &table->columns[at];
		part->result_count += at < table->result_count;
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
	struct part part = {
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
		fill_part(&part, table, at);
		print_part(&pen, &part, options->width);
	}
	free(part.columns);
	return true;
}

void ws_report_table(FILE *out, const struct ws_result *results, size_t count,
		     const struct ws_table_options *options)
{
	struct ws_table table;

	if (count == 0 || !ws_table_fill(&table, results, count))
		return;
	if (print_columns(out, &table, options)) {
		fputc('\n', out);
		ws_table_notes(out, &table, results, count, options);
	}
	free(table.columns);
}
