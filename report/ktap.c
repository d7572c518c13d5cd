// SPDX-License-Identifier: GPL-2.0-or-later
/* A point per cell. Whether the number is good is nobody's verdict here: a cell that was measured
 * passed.
 */
#include "report/ktap.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "analysis/analysis.h"
#include "report/emulated.h"
#include "report/formats.h"
#include "report/names.h"
#include "report/variation.h"

#define NAME_MAX_SIZE (128 + WS_VARIATION_MAX)

void ktap_text(FILE *out, const char *text)
{
	for (; *text; text++)
		fputc(*text < 0x20 || *text > 0x7e || *text == '#' ? '?' : *text, out);
}

void ktap_begin(FILE *out, size_t count)
{
	fprintf(out, "KTAP version 1\n1..%zu\n", count);
}

void ktap_point(FILE *out, size_t number, int passed, const char *name, const char *directive,
		const char *reason)
{
	fprintf(out, "%sok %zu ", passed ? "" : "not ", number);
	ktap_text(out, name);
	if (directive)
		fprintf(out, " # %s ", directive);
	if (directive && reason)
		ktap_text(out, reason);
	fputc('\n', out);
}

static const char *directive_of(enum ws_verdict verdict)
{
	static const char *const directives[WS_VERDICT_COUNT] = {
		[WS_VERDICT_ABSENT] = "SKIP",       [WS_VERDICT_SKIPPED] = "SKIP",
		[WS_VERDICT_INVALID] = "ERROR",     [WS_VERDICT_CRASHED] = "ERROR",
		[WS_VERDICT_TIMED_OUT] = "TIMEOUT",
	};

	return directives[verdict];
}

/* The mode of a clock's samples is one of many: what says how good they are is their interval. */
static void print_quality(FILE *out, const struct ws_cell *cell)
{
	const struct ws_distribution *distribution = &cell->distribution;

	if (cell->timing)
		fprintf(out, "low=%" PRIu64 " high=%" PRIu64 " settled=%s",
			ws_net(cell, cell->timing->low), ws_net(cell, cell->timing->high),
			ws_settled_word(cell));
	else
		fprintf(out, "share=%.6g",
			(double)distribution->mode_samples / distribution->samples);
}

static void print_measurement(FILE *out, const struct ws_result *result, const struct ws_cell *cell)
{
	const struct ws_distribution *distribution = &cell->distribution;

	fprintf(out, "value=%" PRIu64 " unit=%s direction=lower-is-better ", cell->value,
		ws_unit_id(cell->unit));
	print_quality(out, cell);
	fprintf(out,
		" min=%" PRIu64 " median=%" PRIu64 " p99=%" PRIu64 " max=%" PRIu64
		" samples=%" PRIu32,
		ws_net(cell, distribution->min), ws_net(cell, distribution->median),
		ws_net(cell, distribution->p99), ws_net(cell, distribution->max), cell->iterations);
	if (ws_clock_is_emulated(result))
		fputs(" clock=" WS_EMULATED_WORD, out);
}

static void print_cell(FILE *out, size_t number, const char *name, const struct ws_result *result,
		       const struct ws_cell *cell)
{
	fputs("# ", out);
	ktap_text(out, name);
	fputs(": ", out);
	if (cell->verdict == WS_VERDICT_MEASURED) {
		print_measurement(out, result, cell);
	} else {
		fprintf(out, "%s: ", ws_verdict_id(cell->verdict));
		ktap_text(out, cell->reason);
	}
	fputc('\n', out);
	ktap_point(out, number, cell->verdict <= WS_VERDICT_SKIPPED, name,
		   directive_of(cell->verdict), cell->reason);
}

static size_t count_cells(const struct ws_result *results, size_t count)
{
	size_t cells = 0;

	for (size_t at = 0; at < count; at++)
		cells += results[at].cell_count;
	return cells;
}

int ws_ktap(FILE *out, const struct ws_result *results, size_t count,
	    const struct ws_table_options *options)
{
	ws_variation *variations = ws_variations_of(results, count);
	char name[NAME_MAX_SIZE];
	size_t number = 0;

	(void)options;
	if (!variations)
		return -ENOMEM;
	ktap_begin(out, count_cells(results, count));
	for (size_t at = 0; at < count; at++) {
		const struct ws_result *result = &results[at];
		const char *variation = variations[at];

		for (size_t cell = 0; cell < result->cell_count; cell++) {
			snprintf(name, sizeof(name), "%.64s/%s%s%s%s", result->target,
				 ws_benchmark_texts[result->cells[cell].benchmark].id,
				 *variation ? " (" : "", variation, *variation ? ")" : "");
			print_cell(out, ++number, name, result, &result->cells[cell]);
		}
	}
	free(variations);
	return 0;
}
