// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A line per cell, for spreadsheets and data frames (RFC 4180: lines end in CR LF, a quote is
 * written twice). min to max are as the headline is, without what the measurement costs; columns
 * that a cell has nothing for are empty.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>

#include "analysis/analysis.h"
#include "report/csv_text.h"
#include "report/emulated.h"
#include "report/formats.h"
#include "report/names.h"
#include "report/peers.h"
#include "report/variation.h"

struct row {
	const struct ws_result *result;
	const struct ws_cell *cell;
	const char *variation;
};

static void print_id(FILE *out, const struct row *row)
{
	fprintf(out, "%s/%s", row->result->target, ws_benchmark_texts[row->cell->benchmark].id);
}

static void print_share(FILE *out, const struct row *row)
{
	const struct ws_distribution *distribution = &row->cell->distribution;

	fprintf(out, "%.6g", (double)distribution->mode_samples / distribution->samples);
}

#define TEXT(name, value)                                                                          \
	static void print_##name(FILE *out, const struct row *row)                                 \
	{                                                                                          \
		ws_csv_text(out, value);                                                           \
	}
#define NUMBER(name, value)                                                                        \
	static void print_##name(FILE *out, const struct row *row)                                 \
	{                                                                                          \
		fprintf(out, "%" PRIu64, (uint64_t)(value));                                       \
	}

TEXT(target, row->result->target)
TEXT(benchmark, ws_benchmark_texts[row->cell->benchmark].id)
TEXT(variation, row->variation)
TEXT(verdict, ws_verdict_id(row->cell->verdict))
TEXT(unit, ws_unit_id(row->cell->unit))
TEXT(path, ws_path_id(ws_benchmark_texts[row->cell->benchmark].path))
TEXT(reason, row->cell->reason)
TEXT(created, row->result->created)
TEXT(cpu, ws_result_property(row->result, "cpu"))
TEXT(kernel, ws_ran_name(row->result, "kernel"))
TEXT(kernel_version, ws_ran_version(row->result, "kernel"))
TEXT(hypervisor, ws_ran_name(row->result, "hypervisor"))
TEXT(hypervisor_version, ws_ran_version(row->result, "hypervisor"))
TEXT(settled, ws_settled_word(row->cell))

/* Where it was an emulator's that timed it; empty: a machine's. */
static void print_clock(FILE *out, const struct row *row)
{
	fputs(ws_clock_is_emulated(row->result) ? WS_EMULATED_WORD : "", out);
}

static void print_direction(FILE *out, const struct row *row)
{
	(void)row;
	fputs("lower-is-better", out);
}

NUMBER(value, row->cell->value)
NUMBER(min, ws_net(row->cell, row->cell->distribution.min))
NUMBER(median, ws_net(row->cell, row->cell->distribution.median))
NUMBER(p99, ws_net(row->cell, row->cell->distribution.p99))
NUMBER(max, ws_net(row->cell, row->cell->distribution.max))
NUMBER(iterations, row->cell->iterations)
NUMBER(rejected, row->cell->rejected)
NUMBER(baseline, row->cell->baseline)
NUMBER(low, ws_net(row->cell, row->cell->timing->low))
NUMBER(high, ws_net(row->cell, row->cell->timing->high))

enum needs { NOTHING, A_MEASUREMENT, A_TIMING };

#define COLUMN(title, what)                                                                        \
	{                                                                                          \
		.name = #title, .print = print_##title, .needs = (what),                           \
	}

static const struct column {
	const char *name;
	void (*print)(FILE *out, const struct row *row);
	enum needs needs;
} columns[] = {
	COLUMN(id, NOTHING),
	COLUMN(target, NOTHING),
	COLUMN(benchmark, NOTHING),
	COLUMN(variation, NOTHING),
	COLUMN(verdict, NOTHING),
	COLUMN(value, A_MEASUREMENT),
	COLUMN(unit, NOTHING),
	COLUMN(direction, NOTHING),
	COLUMN(path, NOTHING),
	COLUMN(share, A_MEASUREMENT),
	COLUMN(min, A_MEASUREMENT),
	COLUMN(median, A_MEASUREMENT),
	COLUMN(p99, A_MEASUREMENT),
	COLUMN(max, A_MEASUREMENT),
	COLUMN(low, A_TIMING),
	COLUMN(high, A_TIMING),
	COLUMN(iterations, A_MEASUREMENT),
	COLUMN(rejected, A_MEASUREMENT),
	COLUMN(baseline, A_MEASUREMENT),
	COLUMN(reason, NOTHING),
	COLUMN(created, NOTHING),
	COLUMN(cpu, NOTHING),
	COLUMN(kernel, NOTHING),
	COLUMN(kernel_version, NOTHING),
	COLUMN(hypervisor, NOTHING),
	COLUMN(hypervisor_version, NOTHING),
	COLUMN(settled, A_TIMING),
	COLUMN(clock, A_TIMING),
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))

static bool has(const struct ws_cell *cell, enum needs needs)
{
	if (needs == NOTHING)
		return true;
	return cell->verdict == WS_VERDICT_MEASURED && (needs != A_TIMING || cell->timing);
}

static void print_row(FILE *out, const struct row *row)
{
	for (size_t at = 0; at < COLUMN_COUNT; at++) {
		if (at)
			fputc(',', out);
		if (has(row->cell, columns[at].needs))
			columns[at].print(out, row);
	}
	fputs("\r\n", out);
}

int ws_csv(FILE *out, const struct ws_result *results, size_t count,
	   const struct ws_table_options *options)
{
	ws_variation *variations = ws_variations_of(results, count);

	(void)options;
	if (!variations)
		return -ENOMEM;
	for (size_t at = 0; at < COLUMN_COUNT; at++)
		fprintf(out, "%s%s", at ? "," : "", columns[at].name);
	fputs("\r\n", out);
	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++)
			print_row(out, &(struct row){.result = &results[at],
						     .cell = &results[at].cells[cell],
						     .variation = variations[at]});
	free(variations);
	return 0;
}
