// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What do many samples of one thing say? The most frequent value is the headline: a hypervisor's
 * path has a handful of exact costs, and a mean would be a cost that never occurred. Percentiles
 * are by nearest rank for the same reason.
 */
#include "analysis/analysis.h"

#include <errno.h>
#include <stdlib.h>

static int compare_values(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left;
	uint64_t b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

/* The smallest value that at least `percent` of the samples do not exceed. */
static uint64_t nearest_rank(const struct ws_distribution *distribution, unsigned int percent)
{
	uint64_t rank = ((uint64_t)distribution->samples * percent + 99) / 100;
	const struct ws_bin *bin = distribution->bins;

	while (rank > bin->samples)
		rank -= bin++->samples;
	return bin->value;
}

static size_t distinct_values(const uint64_t *sorted, size_t count)
{
	size_t distinct = 1;

	for (size_t at = 1; at < count; at++)
		distinct += sorted[at] != sorted[at - 1];
	return distinct;
}

static void fill_bins(const uint64_t *sorted, size_t count, struct ws_bin *bin)
{
	*bin = (struct ws_bin){.value = sorted[0]};
	for (size_t at = 0; at < count; at++) {
		if (sorted[at] != bin->value)
			*++bin = (struct ws_bin){.value = sorted[at]};
		bin->samples++;
	}
}

/* Bins ascend, so that keeping the first of equally frequent ones keeps the smallest value. */
static void find_mode(struct ws_distribution *distribution)
{
	const struct ws_bin *mode = &distribution->bins[0];

	for (size_t at = 1; at < distribution->bin_count; at++)
		if (distribution->bins[at].samples > mode->samples)
			mode = &distribution->bins[at];
	distribution->mode = mode->value;
	distribution->mode_samples = mode->samples;
}

int ws_distribution_of(uint64_t *values, size_t count, struct ws_distribution *distribution)
{
	struct ws_bin *bins;
	size_t bin_count;

	if (count == 0 || count > UINT32_MAX)
		return -EINVAL;
	qsort(values, count, sizeof(*values), compare_values);
	bin_count = distinct_values(values, count);
	bins = calloc(bin_count, sizeof(*bins));
	if (!bins)
		return -ENOMEM;
	fill_bins(values, count, bins);
	*distribution = (struct ws_distribution){.bins = bins, .bin_count = bin_count};
	return ws_distribution_read(distribution);
}

int ws_distribution_read(struct ws_distribution *distribution)
{
	uint64_t samples = 0;

	for (size_t at = 0; at < distribution->bin_count; at++)
		samples += distribution->bins[at].samples;
	if (!samples || samples > UINT32_MAX)
		return -EINVAL;
	distribution->samples = (uint32_t)samples;
	distribution->min = distribution->bins[0].value;
	distribution->median = nearest_rank(distribution, 50);
	distribution->p99 = nearest_rank(distribution, 99);
	distribution->max = distribution->bins[distribution->bin_count - 1].value;
	find_mode(distribution);
	return 0;
}

void ws_distribution_free(struct ws_distribution *distribution)
{
	free(distribution->bins);
	*distribution = (struct ws_distribution){0};
}
