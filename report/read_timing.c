// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a clock's samples say beyond their distribution. What needs logarithms to be computed, such
 * as an interval, may differ in its last place between machines, and is held to bounds alone.
 */
#include <stdlib.h>

#include "analysis/statistics.h"
#include "report/read_parts.h"

/* Both numbers of a pair are from low to high. */
static int read_pair(const struct node *object, const char *key, struct ws_interval bounds,
		     uint64_t *first, uint64_t *second)
{
	uint64_t *numbers[] = {first, second};
	struct node list;
	int failed = node_list(object, key, &list);

	if (!failed && node_length(&list) != 2)
		failed = node_fail(&list, "not two numbers");
	for (size_t at = 0; at < 2 && !failed; at++) {
		struct node number = node_element(&list, at);
		json_int_t value = json_integer_value(number.value);

		if (!json_is_integer(number.value) || value < 0 || (uint64_t)value < bounds.low ||
		    (uint64_t)value > bounds.high)
			failed = node_fail(&number, "no sample can have given that");
		*numbers[at] = (uint64_t)value;
	}
	return failed;
}

static int read_numbers(const struct node *node, const struct ws_distribution *distribution,
			struct ws_timing *timing)
{
	struct ws_interval range = {.low = distribution->min, .high = distribution->max};
	int failed = node_agrees(node, "mad", ws_median_deviation(distribution));

	timing->mad = ws_median_deviation(distribution);
	if (!failed)
		failed = read_pair(node, "interval", range, &timing->low, &timing->high);
	if (!failed && (timing->low > distribution->median || timing->high < distribution->median))
		failed = node_fail(node, "the interval has no median in it");
	if (!failed)
		failed = read_pair(node, "halves", range, &timing->early, &timing->late);
	if (!failed)
		failed =
			node_samples(node, "outliers", 0, distribution->samples, &timing->outliers);
	if (!failed)
		failed = node_bool(node, "settled", &timing->settled);
	return failed ? failed : node_samples(node, "batch", 1, UINT32_MAX, &timing->batch);
}

int read_timing(const struct node *node, struct ws_cell *cell)
{
	static const char *const keys[] = {"null",     "mad",     "interval", "halves",
					   "outliers", "settled", "batch",    NULL};
	struct node null;
	int failed = node_only(node, keys);

	if (!failed)
		failed = node_object(node, "null", &null);
	if (failed)
		return failed;
	cell->timing = calloc(1, sizeof(*cell->timing));
	if (!cell->timing)
		return node_no_memory(node);
	failed = read_distribution(&null, WS_ITERATIONS_MAX, &cell->timing->null);
	return failed ? failed : read_numbers(node, &cell->distribution, cell->timing);
}
