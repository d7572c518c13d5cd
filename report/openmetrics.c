// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * OpenMetrics 1.0, for Prometheus' textfile collector, which reads the older text format and takes
 * this for it: gauges only, no time stamps. A family's name ends in its unit, and its samples stand
 * together; so every family goes through all results once.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analysis/analysis.h"
#include "report/emulated.h"
#include "report/formats.h"
#include "report/names.h"
#include "report/peers.h"
#include "report/variation.h"

struct sample {
	const struct ws_result *result;
	const struct ws_cell *cell;
	const char *variation;
};

static void print_label(FILE *out, const char *name, const char *value, bool first)
{
	fprintf(out, "%s%s=\"", first ? "" : ",", name);
	for (; *value; value++) {
		if (*value == '\\' || *value == '"')
			fputc('\\', out);
		fputc(*value, out);
	}
	fputc('"', out);
}

static void print_labels(FILE *out, const struct sample *sample)
{
	print_label(out, "target", sample->result->target, true);
	if (*sample->variation)
		print_label(out, "variation", sample->variation, false);
	if (ws_clock_is_emulated(sample->result))
		print_label(out, "clock", WS_EMULATED_WORD, false);
	if (!sample->cell)
		return;
	print_label(out, "benchmark", ws_benchmark_texts[sample->cell->benchmark].id, false);
	print_label(out, "direction", "lower-is-better", false);
}

static uint64_t value_of(const struct ws_cell *cell)
{
	return cell->value;
}

#define STATISTIC(name, member)                                                                    \
	static uint64_t name##_of(const struct ws_cell *cell)                                      \
	{                                                                                          \
		return ws_net(cell, cell->member);                                                 \
	}

STATISTIC(min, distribution.min)
STATISTIC(median, distribution.median)
STATISTIC(p99, distribution.p99)
STATISTIC(max, distribution.max)

/* Of each there is a family per unit. */
static const struct {
	const char *name;
	const char *help;
	uint64_t (*value)(const struct ws_cell *cell);
} statistics[] = {
	{.name = "cell", .help = "What a cell costs: its headline.", .value = value_of},
	{.name = "cell_min", .help = "The cheapest sample.", .value = min_of},
	{.name = "cell_median", .help = "The median of the samples.", .value = median_of},
	{.name = "cell_p99", .help = "What 99% of the samples do not exceed.", .value = p99_of},
	{.name = "cell_max", .help = "The dearest sample.", .value = max_of},
};

#define STATISTIC_COUNT (sizeof(statistics) / sizeof(statistics[0]))

static void begin_family(FILE *out, const char *name, const char *unit, const char *help)
{
	const char *separator = unit ? "_" : "";

	fprintf(out, "# TYPE worldswitch_%s%s%s gauge\n", name, separator, unit ? unit : "");
	if (unit)
		fprintf(out, "# UNIT worldswitch_%s_%s %s\n", name, unit, unit);
	fprintf(out, "# HELP worldswitch_%s%s%s %s\n", name, separator, unit ? unit : "", help);
}

/* The results with what tells them apart, computed once. */
struct input {
	const struct ws_result *results;
	size_t count;
	ws_variation *variations;
};

static bool measures_in(const struct input *input, enum ws_unit unit)
{
	for (size_t at = 0; at < input->count; at++)
		for (size_t cell = 0; cell < input->results[at].cell_count; cell++)
			if (input->results[at].cells[cell].verdict == WS_VERDICT_MEASURED &&
			    input->results[at].cells[cell].unit == unit)
				return true;
	return false;
}

typedef void print_sample(FILE *out, const struct sample *sample, size_t which, enum ws_unit unit);

static void for_each_cell(FILE *out, const struct input *input, print_sample *print, size_t which,
			  enum ws_unit unit)
{
	for (size_t at = 0; at < input->count; at++)
		for (size_t cell = 0; cell < input->results[at].cell_count; cell++)
			print(out,
			      &(struct sample){.result = &input->results[at],
					       .cell = &input->results[at].cells[cell],
					       .variation = input->variations[at]},
			      which, unit);
}

static void print_statistic(FILE *out, const struct sample *sample, size_t which, enum ws_unit unit)
{
	if (sample->cell->verdict != WS_VERDICT_MEASURED || sample->cell->unit != unit)
		return;
	fprintf(out, "worldswitch_%s_%s{", statistics[which].name, ws_unit_id(unit));
	print_labels(out, sample);
	fprintf(out, "} %" PRIu64 "\n", statistics[which].value(sample->cell));
}

static void print_share(FILE *out, const struct sample *sample, size_t which, enum ws_unit unit)
{
	const struct ws_distribution *distribution = &sample->cell->distribution;

	(void)which;
	(void)unit;
	if (sample->cell->verdict != WS_VERDICT_MEASURED)
		return;
	fputs("worldswitch_cell_share_ratio{", out);
	print_labels(out, sample);
	fprintf(out, "} %.6g\n", (double)distribution->mode_samples / distribution->samples);
}

static void print_verdict(FILE *out, const struct sample *sample, size_t which, enum ws_unit unit)
{
	(void)which;
	(void)unit;
	fputs("worldswitch_cell_measured{", out);
	print_labels(out, sample);
	print_label(out, "verdict", ws_verdict_id(sample->cell->verdict), false);
	fprintf(out, "} %d\n", sample->cell->verdict == WS_VERDICT_MEASURED);
}

static void print_settled(FILE *out, const struct sample *sample, size_t which, enum ws_unit unit)
{
	(void)which;
	(void)unit;
	if (sample->cell->verdict != WS_VERDICT_MEASURED || !sample->cell->timing)
		return;
	fputs("worldswitch_cell_settled{", out);
	print_labels(out, sample);
	fprintf(out, "} %d\n", sample->cell->timing->settled);
}

static bool was_said(const struct ws_result *result, size_t at)
{
	const struct ws_component *this = &result->components[at];

	for (size_t before = 0; before < at; before++) {
		const struct ws_component *that = &result->components[before];

		if (peers_equal(this->role, that->role) && peers_equal(this->name, that->name) &&
		    peers_equal(this->version, that->version))
			return true;
	}
	return false;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static void print_component(FILE *out, const struct sample *sample, size_t at)
{
	const struct ws_component *component = &sample->result->components[at];

	if (was_said(sample->result, at))
		return;
	fputs("worldswitch_component{", out);
	print_labels(out, sample);
	print_label(out, "role", component->role, false);
	print_label(out, "name", or_empty(component->name), false);
	print_label(out, "version", or_empty(component->version), false);
	fputs("} 1\n", out);
}

static void print_components(FILE *out, const struct input *input)
{
	begin_family(out, "component", NULL, "What ran, in which version: always 1.");
	for (size_t at = 0; at < input->count; at++) {
		const struct sample sample = {.result = &input->results[at],
					      .variation = input->variations[at]};

		for (size_t i = 0; i < sample.result->component_count; i++)
			print_component(out, &sample, i);
	}
}

/* When each run began, which says how old the other numbers are. */
static void print_times(FILE *out, const struct input *input)
{
	begin_family(out, "created_time", "seconds", "When the run began.");
	for (size_t at = 0; at < input->count; at++) {
		const struct sample sample = {.result = &input->results[at],
					      .variation = input->variations[at]};
		struct tm time = {0};

		if (!strptime(sample.result->created, "%Y-%m-%dT%H:%M:%SZ", &time))
			continue;
		fputs("worldswitch_created_time_seconds{", out);
		print_labels(out, &sample);
		fprintf(out, "} %lld\n", (long long)timegm(&time));
	}
}

static void print_unit(FILE *out, const struct input *input, enum ws_unit unit)
{
	if (!measures_in(input, unit))
		return;
	for (size_t which = 0; which < STATISTIC_COUNT; which++) {
		begin_family(out, statistics[which].name, ws_unit_id(unit), statistics[which].help);
		for_each_cell(out, input, print_statistic, which, unit);
	}
}

static void print_families(FILE *out, const struct input *input)
{
	for (int unit = 0; unit < WS_UNIT_COUNT; unit++)
		print_unit(out, input, (enum ws_unit)unit);
	begin_family(out, "cell_share", "ratio", "The part of the samples that are the mode.");
	for_each_cell(out, input, print_share, 0, WS_UNIT_COUNT);
	if (measures_in(input, WS_UNIT_CYCLES) || measures_in(input, WS_UNIT_NANOSECONDS)) {
		begin_family(out, "cell_settled", NULL,
			     "Whether the interval of a timed cell became narrow in time.");
		for_each_cell(out, input, print_settled, 0, WS_UNIT_COUNT);
	}
	begin_family(out, "cell_measured", NULL, "Whether a cell has a value; its verdict.");
	for_each_cell(out, input, print_verdict, 0, WS_UNIT_COUNT);
	print_components(out, input);
	print_times(out, input);
	fputs("# EOF\n", out);
}

int ws_openmetrics(FILE *out, const struct ws_result *results, size_t count,
		   const struct ws_table_options *options)
{
	struct input input = {.results = results, .count = count};

	(void)options;
	input.variations = ws_variations_of(results, count);
	if (!input.variations)
		return -ENOMEM;
	print_families(out, &input);
	free(input.variations);
	return 0;
}
