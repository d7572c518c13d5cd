// SPDX-License-Identifier: GPL-2.0-or-later
/* Order statistics, read off a distribution's bins: the samples themselves are needed no more. */
#include "analysis/statistics.h"

#include <math.h>

#define CONFIDENCE 0.95

/* A z-score of 3.5: 3.5 / 0.6745 median deviations, 3.5 * 1.2533 mean ones. */
#define OUTLIER_MEDIAN_DEVIATIONS 5.1890
#define OUTLIER_MEAN_DEVIATIONS   4.3866

static uint64_t distance(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

/* The rank-th smallest sample, from 1; ranks beyond the samples give the largest. */
static uint64_t sample_at(const struct ws_distribution *distribution, uint64_t rank)
{
	uint64_t seen = 0;

	for (size_t at = 0; at < distribution->bin_count; at++) {
		seen += distribution->bins[at].samples;
		if (seen >= rank)
			return distribution->bins[at].value;
	}
	return distribution->max;
}

/* The logarithm of the probability that k of n samples are below the median. */
static double log_probability(double n, double k)
{
	return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) - n * M_LN2;
}

/* What is farther than 9 standard deviations below n / 2 adds less than 1e-18. */
static uint64_t first_that_matters(uint64_t samples)
{
	double first = floor((double)samples / 2 - 9 * sqrt((double)samples) / 2);

	return first > 0 ? (uint64_t)first : 0;
}

uint64_t ws_median_interval_rank(uint64_t samples)
{
	double below = 0;
	uint64_t rank = first_that_matters(samples);

	/* The interval from rank k fails where fewer than k samples are on one side. */
	while (rank < samples / 2) {
		below += exp(log_probability((double)samples, (double)rank));
		if (2 * below > 1 - CONFIDENCE)
			break;
		rank++;
	}
	return rank;
}

struct ws_interval ws_median_interval(const struct ws_distribution *distribution)
{
	uint64_t rank = ws_median_interval_rank(distribution->samples);

	if (!rank)
		return (struct ws_interval){.low = distribution->min, .high = distribution->max};
	return (struct ws_interval){
		.low = sample_at(distribution, rank),
		.high = sample_at(distribution, distribution->samples - rank + 1),
	};
}

/*
 * From the median outwards: below walks down from its bin, above up from the one after it, and the
 * nearer of the two is next.
 */
uint64_t ws_median_deviation(const struct ws_distribution *distribution)
{
	const struct ws_bin *bins = distribution->bins;
	uint64_t needed = ((uint64_t)distribution->samples + 1) / 2;
	uint64_t farthest = 0;
	size_t above = 0;
	size_t below;

	while (above < distribution->bin_count && bins[above].value <= distribution->median)
		above++;
	below = above;
	for (uint64_t seen = 0; seen < needed && (below > 0 || above < distribution->bin_count);) {
		bool down = above == distribution->bin_count ||
			    (below > 0 && distribution->median - bins[below - 1].value <=
						  bins[above].value - distribution->median);
		const struct ws_bin *nearer = down ? &bins[--below] : &bins[above++];

		seen += nearer->samples;
		farthest = distance(nearer->value, distribution->median);
	}
	return farthest;
}

static double mean_deviation(const struct ws_distribution *distribution)
{
	double sum = 0;

	for (size_t at = 0; at < distribution->bin_count; at++)
		sum += (double)distance(distribution->bins[at].value, distribution->median) *
		       distribution->bins[at].samples;
	return sum / distribution->samples;
}

uint32_t ws_outliers(const struct ws_distribution *distribution)
{
	uint64_t deviation = ws_median_deviation(distribution);
	double limit = deviation ? OUTLIER_MEDIAN_DEVIATIONS * (double)deviation
				 : OUTLIER_MEAN_DEVIATIONS * mean_deviation(distribution);
	uint32_t outliers = 0;

	for (size_t at = 0; at < distribution->bin_count; at++)
		if ((double)distance(distribution->bins[at].value, distribution->median) > limit)
			outliers += distribution->bins[at].samples;
	return outliers;
}

static uint64_t width_of(struct ws_interval interval)
{
	return interval.high - interval.low;
}

bool ws_is_settled(const struct ws_distribution *distribution)
{
	uint64_t width = width_of(ws_median_interval(distribution));

	if (!ws_median_interval_rank(distribution->samples))
		return false;
	return width == 0 || (double)width < (double)distribution->median / 100;
}

uint64_t ws_timing_resolution(const struct ws_timing *timing)
{
	uint64_t open =
		(timing->high - timing->low) / 2 + width_of(ws_median_interval(&timing->null)) / 2;
	uint64_t resolution = 1;

	while (open / 10 >= resolution)
		resolution *= 10;
	return resolution;
}
