// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Cells that a clock timed: what their headlines are, and the same in nanoseconds, which differ
 * from a counter of constant frequency by a factor and are no second measurement.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "analysis/analysis.h"
#include "analysis/statistics.h"
#include "report/emulated.h"
#include "report/names.h"
#include "report/table.h"

static bool is_timed(const struct ws_cell *cell)
{
	return cell->verdict == WS_VERDICT_MEASURED && cell->timing;
}

/* Where reading the clock leaves the VM, it costs less beside another exit than by itself. */
static bool is_below_null(const struct ws_cell *cell)
{
	return cell->baseline && cell->timing->high < ws_median_interval(&cell->timing->null).low;
}

void ws_timed_text(const struct ws_cell *cell, char text[WS_COUNT_TEXT_MAX])
{
	uint64_t resolution = ws_timing_resolution(cell->timing);

	if (is_below_null(cell))
		snprintf(text, WS_COUNT_TEXT_MAX, "<0");
	else
		ws_count_text((cell->value + resolution / 2) / resolution * resolution, text);
}

/* Ticks in a second; 0: not known, or no clock whose ticks are all of one length in real time. */
static uint64_t frequency_of(const struct ws_result *result)
{
	const char *frequency = ws_result_property(result, "clock-frequency");

	return frequency && !ws_clock_is_emulated(result) ? strtoull(frequency, NULL, 10) : 0;
}

/* "hypercall 1,203", with as many digits as the ticks have. */
static void add_nanoseconds(FILE *text, const struct ws_cell *cell, uint64_t frequency, bool first)
{
	double nanoseconds = (double)cell->value * 1e9 / (double)frequency;
	double least = (double)ws_timing_resolution(cell->timing) * 1e9 / (double)frequency;
	char count[WS_COUNT_TEXT_MAX];
	uint64_t resolution = 1;

	while ((double)resolution * 10 <= least)
		resolution *= 10;
	ws_count_text((uint64_t)(nanoseconds / (double)resolution + 0.5) * resolution, count);
	fprintf(text, "%s%s %s", first ? "" : ", ", ws_benchmark_texts[cell->benchmark].id, count);
}

static void print_nanoseconds(FILE *out, const struct ws_table *table,
			      const struct ws_result *results, size_t at,
			      const struct ws_table_options *options)
{
	uint64_t frequency = frequency_of(&results[at]);
	char traits[WS_TRAITS_TEXT_MAX];
	bool first = true;
	char *text = NULL;
	size_t size;
	FILE *stream = frequency ? open_memstream(&text, &size) : NULL;

	if (!stream)
		return;
	ws_traits_text(table, at, traits, sizeof(traits));
	fprintf(stream, "%s%s: ", results[at].target, traits);
	for (size_t cell = 0; cell < results[at].cell_count; cell++)
		if (is_timed(&results[at].cells[cell]) &&
		    results[at].cells[cell].unit == WS_UNIT_CYCLES &&
		    !is_below_null(&results[at].cells[cell])) {
			add_nanoseconds(stream, &results[at].cells[cell], frequency, first);
			first = false;
		}
	fclose(stream);
	if (!first)
		ws_paragraph(out, options->width, WS_NOTE_INDENT, "nanoseconds", text);
	free(text);
}

static bool is_unsettled(const struct ws_cell *cell)
{
	return !cell->timing->settled;
}

static bool is_any(const struct ws_cell *cell)
{
	(void)cell;
	return true;
}

/* What a reader has to know where a timed cell is so. */
static const struct remark {
	bool (*applies)(const struct ws_cell *cell);
	const char *label;
	const char *text;
} remarks[] = {
	{.applies = is_any,
	 .label = "timed",
	 .text = "the median of the samples less that of null, measured in turns with them; no "
		 "more digits than its 95% interval supports"},
	{.applies = is_unsettled,
	 .label = "?",
	 .text = "not settled: the interval was wider than 1% of the median when the time was up"},
	{.applies = is_below_null,
	 .label = "<0",
	 .text = "the samples are shorter than those of null: to read this clock takes longer than "
		 "what is measured, which is not known"},
};

static bool applies(const struct remark *remark, const struct ws_result *results, size_t count)
{
	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++)
			if (is_timed(&results[at].cells[cell]) &&
			    remark->applies(&results[at].cells[cell]))
				return true;
	return false;
}

void ws_table_timed(FILE *out, const struct ws_table *table, const struct ws_result *results,
		    size_t count, const struct ws_table_options *options)
{
	if (ws_emulated_any(results, count))
		ws_paragraph(out, options->width, WS_NOTE_INDENT, WS_EMULATED_WORD,
			     ws_emulated_meaning);
	for (size_t at = 0; at < sizeof(remarks) / sizeof(remarks[0]); at++)
		if (applies(&remarks[at], results, count))
			ws_paragraph(out, options->width, WS_NOTE_INDENT, remarks[at].label,
				     remarks[at].text);
	for (size_t at = 0; at < count; at++)
		print_nanoseconds(out, table, results, at, options);
}
