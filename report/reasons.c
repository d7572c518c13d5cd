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

/* Which benchmarks of a result a reason holds for. */
struct held {
	size_t count;
	bool all; /* and the result has several */
	bool benchmarks[WS_BENCHMARK_COUNT];
};

static struct held held_of(const struct ws_result *result, const struct ws_cell *cell)
{
	struct held held = {.count = 0};

	for (size_t at = 0; at < result->cell_count; at++) {
		if (!same_reason(&result->cells[at], cell))
			continue;
		held.benchmarks[result->cells[at].benchmark] = true;
		held.count++;
	}
	held.all = held.count == result->cell_count && held.count > 1;
	return held;
}

static bool same_held(const struct held *a, const struct held *b)
{
	return a->count == b->count && a->all == b->all &&
	       memcmp(a->benchmarks, b->benchmarks, sizeof(a->benchmarks)) == 0;
}

static void print_benchmarks(FILE *text, const struct held *held)
{
	const char *separator = " ";

	for (int at = 0; at < WS_BENCHMARK_COUNT && !held->all; at++) {
		if (!held->benchmarks[at])
			continue;
		fprintf(text, "%s%s", separator, ws_benchmark_texts[at].id);
		separator = ", ";
	}
}

/*
 * "arm64/native hypercall, intc-trap; arm64/xen io-in"; targets with the same benchmarks together,
 * and a target alone where the reason is all its cells'.
 */
static void print_cells(FILE *text, const struct ws_table *table, const struct ws_result *results,
			size_t count, const struct ws_cell *cell)
{
	struct held last = {.count = 0};

	for (size_t at = 0; at < count; at++) {
		struct held held = held_of(&results[at], cell);
		char traits[WS_TRAITS_TEXT_MAX];

		if (held.count == 0)
			continue;
		if (last.count && !same_held(&held, &last))
			print_benchmarks(text, &last);
		if (last.count)
			fputs(same_held(&held, &last) ? ", " : "; ", text);
		ws_traits_text(table, at, traits, sizeof(traits));
		fprintf(text, "%s%s", results[at].target, traits);
		last = held;
	}
	print_benchmarks(text, &last);
}

static void print_reason(FILE *out, const struct ws_table *table, const struct ws_result *results,
			 size_t count, const struct ws_cell *cell,
			 const struct ws_table_options *options)
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	if (!stream)
		return;
	print_cells(stream, table, results, count, cell);
	fprintf(stream, ": %s", cell->reason);
	if (fclose(stream) == 0)
		ws_paragraph(out, options->width, WS_NOTE_INDENT, ws_table_word(cell->verdict),
			     text);
	free(text);
}

void ws_table_reasons(FILE *out, const struct ws_table *table, const struct ws_result *results,
		      size_t count, const struct ws_table_options *options)
{
	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++)
			if (results[at].cells[cell].verdict != WS_VERDICT_MEASURED &&
			    !was_said(results, at, cell))
				print_reason(out, table, results, count, &results[at].cells[cell],
					     options);
}
