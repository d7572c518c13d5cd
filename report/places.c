// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The study's I/O Latency Out ends in the kernel that the backend belongs to; ours goes on to the
 * backend. Of paths that pass that kernel's place of interest: how much is before it?
 */
#include <stdlib.h>

#include "report/names.h"
#include "report/table.h"

/* False where the path passes none. */
static bool before_place(const struct ws_cell *cell, int64_t *value, enum ws_place *place)
{
	*value = 0;
	if (cell->verdict != WS_VERDICT_MEASURED)
		return false;
	for (size_t at = 0; at < cell->segments.count; at++) {
		const struct ws_segment *segment = &cell->segments.list[at];

		if (segment->place != WS_PLACE_NONE) {
			*place = segment->place;
			return true;
		}
		*value += segment->value;
	}
	return false;
}

static void print_cell(FILE *text, const struct ws_table *table, size_t result,
		       const struct ws_cell *cell, bool first)
{
	char traits[WS_TRAITS_TEXT_MAX];
	char count[WS_COUNT_TEXT_MAX];
	enum ws_place place;
	int64_t value;

	if (!before_place(cell, &value, &place) || value < 0)
		return;
	ws_traits_text(table, result, traits, sizeof(traits));
	ws_count_text((uint64_t)value, count);
	fprintf(text, "%s%s%s %s (%s)", first ? "up to where the study's ends: " : ", ",
		table->columns[result].heading, traits, count, ws_place_id(place));
}

void ws_table_places(FILE *out, const struct ws_table *table, const struct ws_result *results,
		     size_t count, const struct ws_table_options *options)
{
	char *words = NULL;
	size_t size = 0;
	FILE *text = open_memstream(&words, &size);

	if (!text)
		return;
	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++)
			if (results[at].cells[cell].benchmark == WS_BENCHMARK_IO_OUT)
				print_cell(text, table, at, &results[at].cells[cell],
					   fflush(text) == 0 && size == 0);
	if (fclose(text) == 0 && *words)
		ws_paragraph(out, options->width, WS_NOTE_INDENT,
			     ws_benchmark_texts[WS_BENCHMARK_IO_OUT].id, words);
	free(words);
}
