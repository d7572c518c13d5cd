// SPDX-License-Identifier: GPL-2.0-or-later
/* Cells whose samples do not all agree: what the share beside the headline leaves unsaid. */
#include <string.h>

#include "report/names.h"
#include "report/table.h"

static bool varies(const struct ws_cell *cell)
{
	return cell->verdict == WS_VERDICT_MEASURED &&
	       cell->distribution.mode_samples != cell->distribution.samples;
}

static unsigned int longest_name(const struct ws_result *results, size_t count)
{
	size_t longest = 0;

	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++) {
			const struct ws_cell *this = &results[at].cells[cell];
			size_t length = strlen(results[at].target) + 1 +
					strlen(ws_benchmark_texts[this->benchmark].id);

			if (varies(this) && length > longest)
				longest = length;
		}
	return (unsigned int)longest;
}

static void print_spread(FILE *out, const char *target, const struct ws_cell *cell,
			 unsigned int name_width, const struct ws_table_options *options)
{
	char name[128], text[160];
	char min[WS_COUNT_TEXT_MAX], median[WS_COUNT_TEXT_MAX];
	char p99[WS_COUNT_TEXT_MAX], max[WS_COUNT_TEXT_MAX];

	ws_count_text(cell->distribution.min, min);
	ws_count_text(cell->distribution.median, median);
	ws_count_text(cell->distribution.p99, p99);
	ws_count_text(cell->distribution.max, max);
	snprintf(name, sizeof(name), "  %s/%s", target, ws_benchmark_texts[cell->benchmark].id);
	snprintf(text, sizeof(text), "min %s, median %s, p99 %s, max %s", min, median, p99, max);
	ws_paragraph(out, options->width, name_width + 4, name, text);
}

void ws_table_spreads(FILE *out, const struct ws_result *results, size_t count,
		      const struct ws_table_options *options)
{
	unsigned int name_width = longest_name(results, count);

	if (name_width == 0)
		return;
	ws_paragraph(out, options->width, WS_NOTE_INDENT, "%",
		     "of the samples have the count shown, the most frequent one; of all of them:");
	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++)
			if (varies(&results[at].cells[cell]))
				print_spread(out, results[at].target, &results[at].cells[cell],
					     name_width, options);
}
