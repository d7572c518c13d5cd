/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What timed samples say of the thing that was timed, and when they have said enough. No shape of
 * their distribution is assumed: latencies have several modes and a long tail, so that everything
 * rests on order statistics. Pure functions; worldswitch-vmm has them, too.
 */
#ifndef WORLDSWITCH_STATISTICS_H
#define WORLDSWITCH_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/result.h>

struct ws_interval {
	uint64_t low, high;
};

/*
 * The interval that holds the median of what was sampled with a probability of 95% at least,
 * whatever its distribution: from the k-th smallest to the k-th largest sample, k as large as the
 * binomial distribution of the number of samples below the median allows (David and Nagaraja,
 * "Order Statistics", 7.1). With fewer than 6 samples no interval has that probability: it is then
 * all of the samples.
 */
struct ws_interval ws_median_interval(const struct ws_distribution *distribution);

/* The rank k of that interval's lower end, 0 where there is none. */
uint64_t ws_median_interval_rank(uint64_t samples);

/* The median of the samples' distances from their median, by nearest rank. */
uint64_t ws_median_deviation(const struct ws_distribution *distribution);

/*
 * How many samples are outliers: of a modified z-score above 3.5 (Iglewicz and Hoaglin, "How to
 * Detect and Handle Outliers"), that is farther from the median than 5.19 median deviations, or
 * than 4.39 mean ones where more than half of the samples are the median.
 */
uint32_t ws_outliers(const struct ws_distribution *distribution);

/* Whether enough has been sampled: the interval is narrower than 1% of the median. */
bool ws_is_settled(const struct ws_distribution *distribution);

/*
 * The power of ten that a headline is rounded to: digits below it are of less weight than half of
 * what the intervals of the samples and of `null` leave open.
 */
uint64_t ws_timing_resolution(const struct ws_timing *timing);

struct ws_samples {
	uint64_t *values; /* in the order in which they were taken; sorted afterwards */
	size_t count;
};

/*
 * Fills unit, iterations, baseline, value, distribution and timing of a cell whose benchmark is
 * set. -EINVAL for no samples of either, more than UINT32_MAX, or a batch of 0; -ENOMEM. On failure
 * the cell is untouched.
 */
int ws_cell_time(struct ws_samples samples, struct ws_samples null, enum ws_unit unit,
		 uint32_t batch, struct ws_cell *cell);

#endif
