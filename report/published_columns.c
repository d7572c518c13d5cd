// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The columns of the table that have figures of others, nearest machine first. The study's are
 * always there; of the rest as many as fit into one line beside all results, and at least one.
 */
#include <stdlib.h>
#include <string.h>

#include "report/layout.h"
#include "report/names.h"
#include "report/nearest.h"
#include "report/table.h"

static void fill(struct ws_table *table, enum ws_published_system system, bool in_detail)
{
	const struct ws_published_column *from = &ws_published_columns[system];
	struct ws_table_column *column = &table->columns[table->column_count++];

	*column = (struct ws_table_column){.system = system};
	snprintf(column->architecture, sizeof(column->architecture), "%s", from->architecture);
	snprintf(column->heading, sizeof(column->heading), "%s", from->name);
	if (in_detail)
		snprintf(column->traits.text[0], sizeof(column->traits.text[0]), "%s",
			 from->detail);
	snprintf(column->group, sizeof(column->group), "%s, %s",
		 ws_unit_id(ws_published_first(system)->unit), from->source->venue);
	for (int row = 0; row < WS_BENCHMARK_COUNT; row++) {
		const struct ws_published_row *published =
			ws_published_find(ws_benchmark_texts[row].id);

		if (published && table->rows[row] && published->figures[system].mark)
			ws_count_text(ws_published_count(&published->figures[system]),
				      column->cells[row].text);
	}
	ws_table_column_fit(column);
}

/* The study's, and so many others. */
static void fill_some(struct ws_table *table, const struct ws_nearest *nearest, size_t others)
{
	bool in_detail = ws_nearest_has_others(nearest);

	for (size_t at = 0; at < nearest->count; at++) {
		enum ws_published_system system = nearest->list[at];
		bool study = system < WS_PUBLISHED_STUDY_COUNT;

		table->left_out[system] = !study && others == 0;
		if (!table->left_out[system])
			fill(table, system, in_detail);
		others -= !study && others > 0;
	}
}

static bool fits(struct layout_part *part, const struct ws_table *table, const char *architecture,
		 unsigned int width)
{
	layout_fill_part(part, table, architecture);
	return layout_block_width(part, (struct layout_block){.end = part->count}) <= width;
}

static void add(struct ws_table *table, const struct ws_nearest *nearest, unsigned int width,
		struct layout_part *part)
{
	const char *architecture = ws_published_columns[nearest->list[0]].architecture;
	size_t before = table->column_count;

	for (size_t others = WS_PUBLISHED_SYSTEM_COUNT; others > 0; others--) {
		table->column_count = before;
		fill_some(table, nearest, others);
		if (fits(part, table, architecture, width))
			return;
	}
}

/* Whether no published column before this one is of its architecture. */
static bool is_first(int system)
{
	for (int before = 0; before < system; before++)
		if (strcmp(ws_published_columns[before].architecture,
			   ws_published_columns[system].architecture) == 0)
			return false;
	return true;
}

bool ws_table_add_published(struct ws_table *table, const struct ws_result *results, size_t count,
			    unsigned int width)
{
	struct layout_part part = {
		.columns =
			calloc(count + WS_PUBLISHED_SYSTEM_COUNT, sizeof(struct ws_table_column *)),
	};

	if (!part.columns)
		return false;
	for (int system = 0; system < WS_PUBLISHED_SYSTEM_COUNT; system++) {
		struct ws_nearest nearest;

		if (!is_first(system))
			continue;
		nearest = ws_nearest_published(results, count,
					       ws_published_columns[system].architecture);
		if (nearest.count)
			add(table, &nearest, width, &part);
	}
	free(part.columns);
	return true;
}
