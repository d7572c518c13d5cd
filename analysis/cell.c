// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From a cell's raw windows to what the cell says. The markers' own cost is taken off every sample,
 * and off the one world that spends it, so that the segments add up to the value exactly.
 */
#include <errno.h>
#include <stdlib.h>

#include "analysis/analysis.h"
#include "analysis/split.h"

/* Values are shown as signed 64-bit integers in every format; a total beyond that is damage. */
#define TOTAL_MAX INT64_MAX

struct ws_instructions ws_window_total(const struct ws_window *window)
{
	struct ws_instructions total = {0};

	for (size_t world = 0; world < WS_WORLD_COUNT; world++)
		if (__builtin_add_overflow(total.count, window->instructions[world], &total.count))
			return (struct ws_instructions){.count = UINT64_MAX};
	return total;
}

/* The windows' totals less cost, in *values (allocated). */
static int totals_less(const struct ws_window *windows, size_t count, uint64_t cost,
		       uint64_t **values)
{
	int result = 0;

	if (count == 0 || count > UINT32_MAX)
		return -EINVAL;
	*values = calloc(count, sizeof(**values));
	if (!*values)
		return -ENOMEM;
	for (size_t at = 0; at < count && !result; at++) {
		uint64_t total = ws_window_total(&windows[at]).count;

		if (total > TOTAL_MAX)
			result = -EOVERFLOW;
		else if (total < cost)
			result = -ERANGE;
		else
			(*values)[at] = total - cost;
	}
	if (result)
		free(*values);
	return result;
}

static int distribution_less(const struct ws_window *windows, size_t count, uint64_t cost,
			     struct ws_distribution *distribution)
{
	uint64_t *values;
	int result = totals_less(windows, count, cost, &values);

	if (result)
		return result;
	result = ws_distribution_of(values, count, distribution);
	free(values);
	return result;
}

/* The one world in which a window was spent; -EINVAL where there are several, or none. */
static int only_world(const struct ws_window *window, enum ws_world *only)
{
	size_t used = 0;

	for (size_t world = 0; world < WS_WORLD_COUNT; world++) {
		if (!window->instructions[world])
			continue;
		*only = (enum ws_world)world;
		used++;
	}
	return used == 1 ? 0 : -EINVAL;
}

int ws_baseline_of(const struct ws_window *windows, size_t count, struct ws_baseline *baseline)
{
	struct ws_distribution totals;
	const struct ws_window *split;
	int result = distribution_less(windows, count, 0, &totals);

	if (result)
		return result;
	baseline->cost.count = totals.mode;
	ws_distribution_free(&totals);
	split = ws_split_of(windows, count, baseline->cost.count);
	return split ? only_world(split, &baseline->world) : -ENOMEM;
}

int ws_cell_compute(const struct ws_window *windows, size_t count,
		    const struct ws_baseline *baseline, struct ws_cell *cell)
{
	struct ws_distribution distribution;
	const struct ws_window *split;
	int result = distribution_less(windows, count, baseline->cost.count, &distribution);

	if (result)
		return result;
	split = ws_split_of(windows, count, distribution.mode + baseline->cost.count);
	if (!split) {
		ws_distribution_free(&distribution);
		return -ENOMEM;
	}
	cell->unit = WS_UNIT_INSTRUCTIONS;
	cell->iterations = (uint32_t)count;
	cell->baseline = baseline->cost.count;
	cell->value = distribution.mode;
	cell->distribution = distribution;
	for (size_t world = 0; world < WS_WORLD_COUNT; world++)
		cell->segments.world[world] = (int64_t)split->instructions[world];
	cell->segments.world[baseline->world] -= (int64_t)baseline->cost.count;
	return 0;
}
