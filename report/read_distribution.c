// SPDX-License-Identifier: GPL-2.0-or-later
/* The values are all there is to a distribution: what else it says must be what they say. */
#include <errno.h>
#include <stdlib.h>

#include "analysis/analysis.h"
#include "report/read_parts.h"

static int read_bin(const struct node *pair, struct ws_bin *bin)
{
	json_t *value = json_array_get(pair->value, 0);
	json_t *samples = json_array_get(pair->value, 1);

	if (json_array_size(pair->value) != 2 || !json_is_integer(value) ||
	    !json_is_integer(samples))
		return node_fail(pair, "not a value and how many samples have it");
	if (json_integer_value(value) < 0 || json_integer_value(samples) < 1 ||
	    json_integer_value(samples) > UINT32_MAX)
		return node_fail(pair, "a number that is out of range");
	bin->value = (uint64_t)json_integer_value(value);
	bin->samples = (uint32_t)json_integer_value(samples);
	return 0;
}

static int read_bins(const struct node *list, struct ws_bin *bins)
{
	int failed = 0;

	for (size_t at = 0; at < node_length(list) && !failed; at++) {
		struct node pair = node_element(list, at);

		failed = read_bin(&pair, &bins[at]);
		if (!failed && at && bins[at].value <= bins[at - 1].value)
			failed = node_fail(&pair, "the values do not ascend");
	}
	return failed;
}

/* The distribution takes the bins, whatever comes of it. */
static int summarize(const struct node *list, struct ws_bin *bins,
		     struct ws_distribution *distribution)
{
	int failed = read_bins(list, bins);

	*distribution = (struct ws_distribution){.bins = bins, .bin_count = node_length(list)};
	if (!failed && ws_distribution_read(distribution))
		failed = node_fail(list, "no samples, or too many");
	return failed;
}

static int agree(const struct node *node, const struct ws_distribution *distribution)
{
	double share = (double)distribution->mode_samples / distribution->samples;
	int failed = node_agrees(node, "samples", distribution->samples);

	if (!failed)
		failed = node_agrees(node, "mode", distribution->mode);
	if (!failed)
		failed = node_agrees_share(node, "share", share);
	if (!failed)
		failed = node_agrees(node, "min", distribution->min);
	if (!failed)
		failed = node_agrees(node, "median", distribution->median);
	if (!failed)
		failed = node_agrees(node, "p99", distribution->p99);
	return failed ? failed : node_agrees(node, "max", distribution->max);
}

int read_distribution(const struct node *node, uint32_t limit, struct ws_distribution *distribution)
{
	static const char *const keys[] = {"mode", "share",   "min",    "median", "p99",
					   "max",  "samples", "values", NULL};
	struct ws_bin *bins;
	struct node list;
	int failed = node_only(node, keys);

	if (!failed)
		failed = node_list(node, "values", &list);
	if (failed)
		return failed;
	bins = calloc(node_length(&list) + 1, sizeof(*bins));
	if (!bins)
		return node_no_memory(node);
	failed = summarize(&list, bins, distribution);
	if (!failed && distribution->samples > limit)
		failed = node_fail(&list, "more than %u samples", limit);
	return failed ? failed : agree(node, distribution);
}
