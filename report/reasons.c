// SPDX-License-Identifier: GPL-2.0-or-later
/* Why cells have no value: each reason once, with all the cells that it holds for. */
#include <stdlib.h>
#include <string.h>

#include "report/names.h"
#include "report/table.h"

static bool same_reason(const struct ws_cell *a, const struct ws_cell *b)
{
	return a->verdict == b->verdict && strcmp(a->reason, b->reason) == 0;
}

/* Whether an earlier cell, in the order in which all are shown, had the same reason. */
static bool was_said(const struct ws_result *results, size_t at, size_t cell)
{
	const struct ws_cell *this = &results[at].cells[cell];

	for (size_t result = 0; result <= at; result++) {
		size_t end = result < at ? results[result].cell_count : cell;

		for (size_t other = 0; other < end; other++)
			if (same_reason(&results[result].cells[other], this))
				return true;
	}
	return false;
}

/* "arm64/native hypercall, intc-trap", or the target alone where the reason is all its cells'. */
static void print_cells(FILE *text, const struct ws_result *result, const struct ws_cell *cell,
			const char *separator)
{
	size_t matching = 0;

	for (size_t at = 0; at < result->cell_count; at++)
		matching += same_reason(&result->cells[at], cell);
	if (matching == 0)
		return;
	fprintf(text, "%s%s", separator, result->target);
	if (matching == result->cell_count && matching > 1)
		return;
	separator = " ";
	for (size_t at = 0; at < result->cell_count; at++) {
		if (!same_reason(&result->cells[at], cell))
			continue;
		fprintf(text, "%s%s", separator,
			ws_benchmark_texts[result->cells[at].benchmark].id);
		separator = ", ";
	}
}

static void print_reason(FILE *out, const struct ws_result *results, size_t count, size_t first,
			 const struct ws_cell *cell, const struct ws_table_options *options)
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	if (!stream)
		return;
	for (size_t at = first; at < count; at++)
		print_cells(stream, &results[at], cell, at == first ? "" : "; ");
	fprintf(stream, ": %s", cell->reason);
	if (fclose(stream) == 0)
		ws_paragraph(out, options->width, WS_NOTE_INDENT, ws_table_word(cell->verdict),
			     text);
	free(text);
}

void ws_table_reasons(FILE *out, const struct ws_result *results, size_t count,
		      const struct ws_table_options *options)
{
	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++)
			if (results[at].cells[cell].verdict != WS_VERDICT_MEASURED &&
			    !was_said(results, at, cell))
				print_reason(out, results, count, at, &results[at].cells[cell],
					     options);
}
