// SPDX-License-Identifier: GPL-2.0-or-later
/* Windows that do not count: how many, where there are any. */
#include <stdlib.h>

#include "report/names.h"
#include "report/table.h"

/* A legend is read while it is short: of many cells only those that lost so many percent count. */
#define CELLS_MAX          8
#define NOTEWORTHY_PERCENT 1

static bool has_rejected(const struct ws_cell *cell, unsigned int percent)
{
	uint64_t all = (uint64_t)cell->rejected + cell->iterations;

	return cell->verdict == WS_VERDICT_MEASURED && cell->rejected &&
	       (uint64_t)cell->rejected * 100 >= all * percent;
}

static unsigned int percent_worth_naming(const struct ws_result *results, size_t count)
{
	size_t cells = 0;

	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++)
			cells += has_rejected(&results[at].cells[cell], 0);
	return cells > CELLS_MAX ? NOTEWORTHY_PERCENT : 0;
}

/* "arm64/kvm-vhe virtual-ipi 3%, io-in <1%"; false: the result has none. */
static bool print_result(FILE *text, const struct ws_table *table, const struct ws_result *results,
			 size_t at, unsigned int percent, const char *separator)
{
	const struct ws_result *result = &results[at];
	char traits[WS_TRAITS_TEXT_MAX], share[16];
	bool any = false;

	ws_traits_text(table, at, traits, sizeof(traits));
	for (size_t cell = 0; cell < result->cell_count; cell++) {
		const struct ws_cell *this = &result->cells[cell];

		if (!has_rejected(this, percent))
			continue;
		if (!any)
			fprintf(text, "%s%s%s", separator, result->target, traits);
		ws_share_text(this->rejected, (uint64_t)this->rejected + this->iterations, share,
			      sizeof(share));
		fprintf(text, "%s %s%s", any ? "," : "", ws_benchmark_texts[this->benchmark].id,
			share);
		any = true;
	}
	return any;
}

void ws_table_rejected(FILE *out, const struct ws_table *table, const struct ws_result *results,
		       size_t count, const struct ws_table_options *options)
{
	unsigned int percent = percent_worth_naming(results, count);
	const char *separator =
		"windows in which an interrupt was taken that is no part of their path: ";
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	if (!stream)
		return;
	for (size_t at = 0; at < count; at++)
		if (print_result(stream, table, results, at, percent, separator))
			separator = "; ";
	if (*separator == ';' && percent)
		fprintf(stream, "; elsewhere below %u%%", percent);
	if (fclose(stream) == 0 && *text)
		ws_paragraph(out, options->width, WS_NOTE_INDENT, "rejected", text);
	free(text);
}
