/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a table's columns are laid out in lines of a certain width: parts by architecture, and of
 * each part as many blocks below each other as the width asks for.
 */
#ifndef WORLDSWITCH_REPORT_LAYOUT_H
#define WORLDSWITCH_REPORT_LAYOUT_H

#include "report/table.h"

#define LAYOUT_GAP 2 /* blanks between columns */

/* The columns of one architecture: results in their order, then others'. */
struct layout_part {
	const struct ws_table *table;
	const struct ws_table_column **columns; /* has room for all of the table's */
	size_t count, result_count;
};

struct layout_block {
	size_t first;
	size_t end; /* the column after the last */
};

/* The columns of this architecture. */
void layout_fill_part(struct layout_part *part, const struct ws_table *table,
		      const char *architecture);

/* The end of the columns from `first` that share its group, and how wide they are together. */
size_t layout_run_end(const struct layout_part *part, size_t first, size_t limit);
unsigned int layout_run_width(const struct layout_part *part, size_t first, size_t end);

/* By how much the group's own words are wider than the columns under them. */
unsigned int layout_run_excess(const struct layout_part *part, size_t first, size_t end);

/* With its labels. */
unsigned int layout_block_width(const struct layout_part *part, struct layout_block block);

/*
 * As many columns as fit, and at least one; but where only figures of others would be left for the
 * next block, the last of our own goes there with them: they are there to be compared.
 */
struct layout_block layout_next_block(const struct layout_part *part, size_t first,
				      unsigned int width);

/* Blanks that stand before a column, those that its group's words ask for included. */
unsigned int layout_space_before(const struct layout_part *part, struct layout_block block,
				 size_t at);

#endif
