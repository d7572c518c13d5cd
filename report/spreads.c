// SPDX-License-Identifier: GPL-2.0-or-later
/* Cells whose samples do not all agree: what the share beside the headline leaves unsaid. */
#include <string.h>

#include "report/names.h"
#include "report/table.h"

/* So many distinct costs are listed; of more it is said where they lie. */
#define COSTS_MAX 3

/* A legend is read while it is short. */
#define CELLS_MAX 8

#define NAME_MAX_LENGTH (96 + WS_TRAITS_TEXT_MAX)

static bool varies(const struct ws_cell *cell)
{
	return cell->verdict == WS_VERDICT_MEASURED && !cell->timing &&
	       cell->distribution.mode_samples != cell->distribution.samples;
}

static void name_cell(const struct ws_table *table, const struct ws_result *results, size_t at,
		      size_t cell, char name[NAME_MAX_LENGTH])
{
	char traits[WS_TRAITS_TEXT_MAX];

	ws_traits_text(table, at, traits, sizeof(traits));
	snprintf(name, NAME_MAX_LENGTH, "%.64s/%.28s%s", results[at].target,
		 ws_benchmark_texts[results[at].cells[cell].benchmark].id, traits);
}

/* How many cells vary, and how long the longest of their names is. */
static size_t measure(const struct ws_table *table, const struct ws_result *results, size_t count,
		      unsigned int *longest)
{
	size_t cells = 0;

	*longest = 0;
	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++) {
			char name[NAME_MAX_LENGTH];

			if (!varies(&results[at].cells[cell]))
				continue;
			cells++;
			name_cell(table, results, at, cell, name);
			if (strlen(name) > *longest)
				*longest = (unsigned int)strlen(name);
		}
	return cells;
}

/* "1,603 97%, 1,653 3%": each cost is a path that the hypervisor takes. */
static void list_costs(const struct ws_distribution *distribution, char *text, size_t size)
{
	size_t used = 0;

	for (size_t at = 0; at < distribution->bin_count && used < size; at++) {
		char count[WS_COUNT_TEXT_MAX], share[16];

		ws_count_text(distribution->bins[at].value, count);
		ws_share_text(distribution->bins[at].samples, distribution->samples, share,
			      sizeof(share));
		used += (size_t)snprintf(text + used, size - used, "%s%s%s", at ? ", " : "", count,
					 share);
	}
}

static void describe(const struct ws_distribution *distribution, char *text, size_t size)
{
	char min[WS_COUNT_TEXT_MAX], median[WS_COUNT_TEXT_MAX];
	char p99[WS_COUNT_TEXT_MAX], max[WS_COUNT_TEXT_MAX];

	ws_count_text(distribution->min, min);
	ws_count_text(distribution->median, median);
	ws_count_text(distribution->p99, p99);
	ws_count_text(distribution->max, max);
	snprintf(text, size, "min %s, median %s, p99 %s, max %s", min, median, p99, max);
}

static void print_spread(FILE *out, const char *name, const struct ws_cell *cell,
			 unsigned int name_width, const struct ws_table_options *options)
{
	char lead[NAME_MAX_LENGTH + 2], text[160];

	if (cell->distribution.bin_count <= COSTS_MAX)
		list_costs(&cell->distribution, text, sizeof(text));
	else
		describe(&cell->distribution, text, sizeof(text));
	snprintf(lead, sizeof(lead), "  %s", name);
	ws_paragraph(out, options->width, name_width + 4, lead, text);
}

void ws_table_spreads(FILE *out, const struct ws_table *table, const struct ws_result *results,
		      size_t count, const struct ws_table_options *options)
{
	unsigned int name_width;
	size_t cells = measure(table, results, count, &name_width);

	if (cells == 0)
		return;
	ws_paragraph(out, options->width, WS_NOTE_INDENT, "%",
		     cells > CELLS_MAX ? "of the samples have the count shown, the most frequent "
					 "one; the result document has all of them"
				       : "of the samples have the count shown, the most frequent "
					 "one; of all of them:");
	if (cells > CELLS_MAX)
		return;
	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++) {
			char name[NAME_MAX_LENGTH];

			if (!varies(&results[at].cells[cell]))
				continue;
			name_cell(table, results, at, cell, name);
			print_spread(out, name, &results[at].cells[cell], name_width, options);
		}
}
