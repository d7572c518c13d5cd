// SPDX-License-Identifier: GPL-2.0-or-later
/* The verdict on a cell: counts by equality, samples by a test and a floor, both of which it takes.
 */
#include "analysis/comparison.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/permutation.h"
#include "analysis/statistics.h"

/*
 * Two boots of one machine give medians that differ by about so much without any change: where
 * memory lies, which core, what its neighbours do. A path over two CPUs has twice as much of that.
 */
#define FLOOR_ROUND_TRIP 0.02
#define FLOOR_ONE_WAY    0.03

#define FLOOR(symbol, id, name, path, meaning) [WS_BENCHMARK_##symbol] = FLOOR_##path,
static const double floors[WS_BENCHMARK_COUNT] = {WS_BENCHMARK_LIST(FLOOR)};

/* Far beyond any real sample, and so small that differences cannot overflow. */
#define SAMPLE_MAX (INT64_C(1) << 61)

static int64_t clamp(uint64_t value)
{
	return value > (uint64_t)SAMPLE_MAX ? SAMPLE_MAX : (int64_t)value;
}

/* The samples less the baseline, in ascending order as the bins are. */
static int expand(const struct ws_cell *cell, int64_t **values)
{
	const struct ws_distribution *distribution = &cell->distribution;
	size_t filled = 0;

	*values = malloc(distribution->samples * sizeof(**values));
	if (!*values)
		return -ENOMEM;
	for (size_t at = 0; at < distribution->bin_count; at++)
		for (uint32_t i = 0; i < distribution->bins[at].samples; i++)
			(*values)[filled++] =
				clamp(distribution->bins[at].value) - clamp(cell->baseline);
	return 0;
}

static int test(const struct ws_cell *old, const struct ws_cell *now,
		struct ws_comparison *comparison)
{
	int64_t *values[2] = {NULL, NULL};
	int result = expand(old, &values[0]);

	if (!result)
		result = expand(now, &values[1]);
	if (!result) {
		struct ws_sorted from = {values[0], old->distribution.samples};
		struct ws_sorted to = {values[1], now->distribution.samples};

		result = ws_permutation_test(from, to, &comparison->probability);
		comparison->difference = ws_shift(from, to);
	}
	free(values[0]);
	free(values[1]);
	return result;
}

static double width_of(const struct ws_timing *timing)
{
	return (double)(timing->high - timing->low);
}

/*
 * How far the median goes while one set is taken, from the middle of its first half to that of its
 * second, and on at that pace. The halves' medians differ by chance, too: by three standard
 * deviations of that with a probability of 0.3%, which is one and a half of the interval.
 */
static double drift_of(const struct ws_timing *timing)
{
	double drift = timing->early > timing->late ? (double)(timing->early - timing->late)
						    : (double)(timing->late - timing->early);

	return drift > 1.5 * width_of(timing) ? 2 * drift : 0;
}

static void cannot_tell(struct ws_comparison *comparison, const char *reason)
{
	comparison->change = WS_CHANGE_INCONCLUSIVE;
	snprintf(comparison->reason, sizeof(comparison->reason), "%s", reason);
}

static void judge(const struct ws_timing *old, const struct ws_timing *now, double headline,
		  struct ws_comparison *comparison)
{
	double distance = comparison->difference < 0 ? -(double)comparison->difference
						     : (double)comparison->difference;
	double matters = comparison->floor * headline;
	bool differ = comparison->probability <= WS_COMPARISON_LEVEL;

	if (headline == 0)
		cannot_tell(comparison, "it costs no more than the clock's own reads");
	else if (distance < matters && (width_of(old) + width_of(now)) / 2 > matters && !differ)
		cannot_tell(comparison, "the intervals are wider than what would matter");
	else if (distance < matters)
		comparison->change = WS_CHANGE_SAME;
	else if (!differ)
		cannot_tell(comparison, "the difference may be chance");
	else if (distance <= drift_of(old) + drift_of(now))
		cannot_tell(comparison, "the samples drift as much as they differ");
	else
		comparison->change =
			comparison->difference < 0 ? WS_CHANGE_IMPROVED : WS_CHANGE_REGRESSED;
}

static int compare_timed(const struct ws_cell *old, const struct ws_cell *now,
			 struct ws_comparison *comparison)
{
	int result = test(old, now, comparison);

	if (result)
		return result;
	comparison->floor = floors[old->benchmark];
	if (old->value)
		comparison->relative = (double)comparison->difference / (double)old->value;
	judge(old->timing, now->timing, (double)old->value, comparison);
	return 0;
}

/* The same values in the same shares, of however many samples. */
static bool same_samples(const struct ws_distribution *one, const struct ws_distribution *other)
{
	if (one->bin_count != other->bin_count)
		return false;
	for (size_t at = 0; at < one->bin_count; at++)
		if (one->bins[at].value != other->bins[at].value ||
		    (uint64_t)one->bins[at].samples * other->samples !=
			    (uint64_t)other->bins[at].samples * one->samples)
			return false;
	return true;
}

static void compare_counted(const struct ws_cell *old, const struct ws_cell *now,
			    struct ws_comparison *comparison)
{
	comparison->exact = true;
	comparison->difference = (int64_t)(now->value - old->value);
	if (old->value)
		comparison->relative = (double)comparison->difference / (double)old->value;
	if (now->value != old->value)
		comparison->change =
			now->value < old->value ? WS_CHANGE_IMPROVED : WS_CHANGE_REGRESSED;
	else
		comparison->spread = !same_samples(&old->distribution, &now->distribution);
}

/* Of two that are not measured nothing is to be told. */
static bool compare_presence(const struct ws_cell *old, const struct ws_cell *now,
			     struct ws_comparison *comparison)
{
	const struct ws_cell *other = ws_cell_is_measured(old) ? now : old;

	if (ws_cell_is_measured(old) && ws_cell_is_measured(now))
		return false;
	if (ws_cell_is_measured(old))
		comparison->change = WS_CHANGE_GONE;
	else if (ws_cell_is_measured(now))
		comparison->change = WS_CHANGE_NEW;
	snprintf(comparison->reason, sizeof(comparison->reason), "%s",
		 other ? other->reason : "it was not asked for");
	return true;
}

static void cannot_compare(struct ws_comparison *comparison, const char *reason)
{
	comparison->change = WS_CHANGE_INCOMPARABLE;
	snprintf(comparison->reason, sizeof(comparison->reason), "%s", reason);
}

int ws_compare(const struct ws_cell *old, const struct ws_cell *now,
	       struct ws_comparison *comparison)
{
	*comparison = (struct ws_comparison){.change = WS_CHANGE_SAME, .probability = 1};
	if (compare_presence(old, now, comparison))
		return 0;
	if (old->unit != now->unit)
		cannot_compare(comparison, "another unit");
	else if (!old->timing != !now->timing)
		cannot_compare(comparison, "one is counted, the other timed");
	else if (old->timing && old->timing->batch != now->timing->batch)
		cannot_compare(comparison, "another number of windows in a sample");
	else if (old->timing)
		return compare_timed(old, now, comparison);
	else
		compare_counted(old, now, comparison);
	return 0;
}
