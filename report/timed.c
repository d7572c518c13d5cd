// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Cells that a clock timed: what their headlines are, and the same in nanoseconds, which differ
 * from a counter of constant frequency by a factor and are no second measurement.
 */
#include <inttypes.h>
#include <stdlib.h>

#include <worldswitch/limits.h>

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
	const char *text = ws_result_property(result, "clock-frequency");
	uint64_t frequency = text && !ws_clock_is_emulated(result) ? strtoull(text, NULL, 10) : 0;

	return ws_is_frequency(frequency) ? frequency : 0;
}

static double nanoseconds_of(uint64_t ticks, uint64_t frequency)
{
	return (double)ticks * 1e9 / (double)frequency;
}

/* "hypercall 1,203", with as many digits as the ticks have. */
static void add_nanoseconds(FILE *text, const struct ws_cell *cell, uint64_t frequency, bool first)
{
	double nanoseconds = nanoseconds_of(cell->value, frequency);
	double least = nanoseconds_of(ws_timing_resolution(cell->timing), frequency);
	char count[WS_COUNT_TEXT_MAX];
	uint64_t resolution = 1;

	while (resolution <= UINT64_MAX / 10 && (double)resolution * 10 <= least)
		resolution *= 10;
	ws_count_text((uint64_t)(nanoseconds / (double)resolution + 0.5) * resolution, count);
	fprintf(text, "%s%s %s", first ? "" : ", ", ws_benchmark_texts[cell->benchmark].id, count);
}

char *ws_nanoseconds(const struct ws_result *result)
{
	uint64_t frequency = frequency_of(result);
	bool first = true;
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	if (!stream)
		return NULL;
	for (size_t at = 0; at < result->cell_count && frequency; at++) {
		const struct ws_cell *cell = &result->cells[at];

		if (!is_timed(cell) || cell->unit != WS_UNIT_CYCLES || is_below_null(cell) ||
		    nanoseconds_of(cell->value, frequency) >= (double)INT64_MAX)
			continue;
		add_nanoseconds(stream, cell, frequency, first);
		first = false;
	}
	fclose(stream);
	return text;
}

static void print_nanoseconds(FILE *out, const struct ws_table *table,
			      const struct ws_result *results, size_t at,
			      const struct ws_table_options *options)
{
	char *numbers = ws_nanoseconds(&results[at]);
	char traits[WS_TRAITS_TEXT_MAX];
	char *text = NULL;

	ws_traits_text(table, at, traits, sizeof(traits));
	if (numbers && *numbers &&
	    asprintf(&text, "%s%s: %s", results[at].target, traits, numbers) >= 0)
		ws_paragraph(out, options->width, WS_NOTE_INDENT, "nanoseconds", text);
	free(text);
	free(numbers);
}

static bool is_unsettled(const struct ws_cell *cell)
{
	return is_timed(cell) && !cell->timing->settled;
}

static bool is_timed_below_null(const struct ws_cell *cell)
{
	return is_timed(cell) && is_below_null(cell);
}

const struct ws_remark ws_timed_remarks[] = {
	{.applies = is_timed,
	 .label = "timed",
	 .text = "the median of the samples less that of null, measured in turns with them; no "
		 "more digits than its 95% interval supports"},
	{.applies = is_unsettled,
	 .label = "?",
	 .text = "not settled: the interval was wider than 1% of the median when the time was up"},
	{.applies = is_timed_below_null,
	 .label = "<0",
	 .text = "the samples are shorter than those of null: to read this clock takes longer than "
		 "what is measured, which is not known"},
};

const size_t ws_timed_remark_count = sizeof(ws_timed_remarks) / sizeof(ws_timed_remarks[0]);

const char *ws_unsettled_mark(const struct ws_cell *cell)
{
	return is_unsettled(cell) ? " ?" : "";
}

void ws_value_text(const struct ws_cell *cell, char text[WS_COUNT_TEXT_MAX])
{
	if (is_timed(cell))
		ws_timed_text(cell, text);
	else if (cell->verdict == WS_VERDICT_MEASURED)
		ws_count_text(cell->value, text);
	else
		snprintf(text, WS_COUNT_TEXT_MAX, "%s", ws_table_word(cell->verdict));
}

bool ws_remark_applies(const struct ws_remark *remark, const struct ws_result *results,
		       size_t count)
{
	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++)
			if (remark->applies(&results[at].cells[cell]))
				return true;
	return false;
}

void ws_table_timed(FILE *out, const struct ws_table *table, const struct ws_result *results,
		    size_t count, const struct ws_table_options *options)
{
	if (ws_emulated_any(results, count))
		ws_paragraph(out, options->width, WS_NOTE_INDENT, WS_EMULATED_WORD,
			     ws_emulated_meaning);
	for (size_t at = 0; at < ws_timed_remark_count; at++)
		if (ws_remark_applies(&ws_timed_remarks[at], results, count))
			ws_paragraph(out, options->width, WS_NOTE_INDENT,
				     ws_timed_remarks[at].label, ws_timed_remarks[at].text);
	for (size_t at = 0; at < count; at++)
		print_nanoseconds(out, table, results, at, options);
}
