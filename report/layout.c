// SPDX-License-Identifier: GPL-2.0-or-later
/* Which of a table's columns stand beside each other: see layout.h. */
#include "report/layout.h"

#include <string.h>

void layout_fill_part(struct layout_part *part, const struct ws_table *table,
		      const char *architecture)
{
	part->table = table;
	part->count = 0;
	part->result_count = 0;
	for (size_t at = 0; at < table->column_count; at++) {
		if (strcmp(table->columns[at].architecture, architecture) != 0)
			continue;
		part->columns[part->count++] = &table->columns[at];
		part->result_count += at < table->result_count;
	}
}

size_t layout_run_end(const struct layout_part *part, size_t first, size_t limit)
{
	size_t end = first + 1;

	while (end < limit && strcmp(part->columns[end]->group, part->columns[first]->group) == 0)
		end++;
	return end;
}

unsigned int layout_run_width(const struct layout_part *part, size_t first, size_t end)
{
	unsigned int width = (unsigned int)(end - first - 1) * LAYOUT_GAP;

	for (size_t at = first; at < end; at++)
		width += part->columns[at]->width;
	return width;
}

unsigned int layout_run_excess(const struct layout_part *part, size_t first, size_t end)
{
	unsigned int width = layout_run_width(part, first, end);
	unsigned int words = (unsigned int)strlen(part->columns[first]->group);

	return words > width ? words - width : 0;
}

unsigned int layout_block_width(const struct layout_part *part, struct layout_block block)
{
	unsigned int width = part->table->label_width;

	for (size_t first = block.first, end; first < block.end; first = end) {
		end = layout_run_end(part, first, block.end);
		width += LAYOUT_GAP + layout_run_width(part, first, end) +
			 layout_run_excess(part, first, end);
	}
	return width;
}

static struct layout_block widest_block(const struct layout_part *part, size_t first,
					unsigned int width)
{
	struct layout_block block = {.first = first, .end = first + 1};
	struct layout_block more = {.first = first, .end = first + 2};

	while (more.end <= part->count && layout_block_width(part, more) <= width) {
		block = more;
		more.end++;
	}
	return block;
}

struct layout_block layout_next_block(const struct layout_part *part, size_t first,
				      unsigned int width)
{
	struct layout_block block = widest_block(part, first, width);
	struct layout_block together = {.first = part->result_count - 1, .end = part->count};

	if (block.end >= part->result_count && block.end < part->count && together.first > first &&
	    layout_block_width(part, together) <= width)
		block.end = together.first;
	return block;
}

unsigned int layout_space_before(const struct layout_part *part, struct layout_block block,
				 size_t at)
{
	bool begins = at == block.first ||
		      strcmp(part->columns[at]->group, part->columns[at - 1]->group) != 0;

	return LAYOUT_GAP +
	       (begins ? layout_run_excess(part, at, layout_run_end(part, at, block.end)) : 0);
}
