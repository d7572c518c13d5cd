// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From a clock's samples to a cell. The samples stay raw, and `null` beside them: what is taken off
 * is the median of one from the median of the other, once, and can be done anew by a reader.
 */
#include <errno.h>
#include <stdlib.h>

#include "analysis/analysis.h"
#include "analysis/statistics.h"

/* The order that the samples were taken in is lost with the next step, and with it their drift. */
static int halves_of(const struct ws_samples *samples, struct ws_timing *timing)
{
	size_t half = (samples->count + 1) / 2;
	size_t rest = samples->count - half;
	struct ws_distribution distribution;
	int result = ws_distribution_of(samples->values, half, &distribution);

	if (result)
		return result;
	timing->early = distribution.median;
	timing->late = distribution.median;
	ws_distribution_free(&distribution);
	if (!rest)
		return 0;
	result = ws_distribution_of(samples->values + half, rest, &distribution);
	if (result)
		return result;
	timing->late = distribution.median;
	ws_distribution_free(&distribution);
	return 0;
}

static void fill_timing(const struct ws_distribution *distribution, struct ws_timing *timing)
{
	struct ws_interval interval = ws_median_interval(distribution);

	timing->mad = ws_median_deviation(distribution);
	timing->low = interval.low;
	timing->high = interval.high;
	timing->outliers = ws_outliers(distribution);
	timing->settled = ws_is_settled(distribution);
}

static int time_distributions(struct ws_samples *samples, struct ws_samples *null,
			      struct ws_distribution *distribution, struct ws_timing *timing)
{
	int result = halves_of(samples, timing);

	if (!result)
		result = ws_distribution_of(samples->values, samples->count, distribution);
	if (!result)
		result = ws_distribution_of(null->values, null->count, &timing->null);
	if (result)
		ws_distribution_free(distribution);
	else
		fill_timing(distribution, timing);
	return result;
}

int ws_cell_time(struct ws_samples samples, struct ws_samples null, enum ws_unit unit,
		 uint32_t batch, struct ws_cell *cell)
{
	struct ws_distribution distribution = {0};
	struct ws_timing *timing;
	int result;

	if (!samples.count || !null.count || !batch)
		return -EINVAL;
	timing = calloc(1, sizeof(*timing));
	if (!timing)
		return -ENOMEM;
	timing->batch = batch;
	result = time_distributions(&samples, &null, &distribution, timing);
	if (result) {
		free(timing);
		return result;
	}
	cell->unit = unit;
	cell->iterations = distribution.samples;
	cell->rejected = 0;
	cell->baseline = cell->benchmark == WS_BENCHMARK_NULL ? 0 : timing->null.median;
	cell->value =
		distribution.median > cell->baseline ? distribution.median - cell->baseline : 0;
	cell->distribution = distribution;
	cell->segments.count = 0;
	cell->timing = timing;
	return 0;
}
