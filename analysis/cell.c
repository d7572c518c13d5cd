// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From a cell's raw windows to what the cell says. The markers' own cost is taken off every sample,
 * and off the one part that spends it, so that the segments add up to the value exactly.
 */
#include <errno.h>
#include <stdlib.h>

#include "analysis/analysis.h"
#include "analysis/segments.h"
#include "analysis/split.h"

/* Values are shown as signed 64-bit integers in every format; a total beyond that is damage. */
#define TOTAL_MAX INT64_MAX

#define PATH(symbol, id, name, where, meaning) [WS_BENCHMARK_##symbol] = WS_PATH_##where,
static const enum ws_path paths[WS_BENCHMARK_COUNT] = {WS_BENCHMARK_LIST(PATH)};
#undef PATH

/* The windows that count; `windows` is allocated. */
struct counted {
	const struct ws_window **windows;
	size_t count;
};

struct ws_instructions ws_window_total(const struct ws_window *window)
{
	struct ws_instructions total = {0};

	for (uint32_t at = 0; at < window->stage_count; at++)
		for (size_t world = 0; world < WS_WORLD_COUNT; world++)
			if (__builtin_add_overflow(total.count,
						   window->stages[at].instructions[world],
						   &total.count))
				return (struct ws_instructions){.count = UINT64_MAX};
	return total;
}

/* 1 or 0: whether the window counts; -EXDEV where it cannot be one of this path's. */
static int counts(const struct ws_window *window, enum ws_path path)
{
	if (window->stage_count == 0 || window->stage_count > WS_STAGES_MAX)
		return -EXDEV;
	if (path == WS_PATH_ROUND_TRIP)
		return window->stage_count == 1 ? 1 : -EXDEV;
	return window->clean;
}

static int select_windows(const struct ws_window *windows, size_t count, enum ws_path path,
			  struct counted *counted)
{
	const struct ws_window **chosen;
	int result = 0;

	if (count == 0 || count > UINT32_MAX)
		return -EINVAL;
	chosen = calloc(count, sizeof(const struct ws_window *));
	if (!chosen)
		return -ENOMEM;
	*counted = (struct counted){.windows = chosen};
	for (size_t at = 0; at < count && result >= 0; at++) {
		result = counts(&windows[at], path);
		if (result > 0)
			counted->windows[counted->count++] = &windows[at];
	}
	if (result >= 0)
		result = counted->count ? 0 : -ENODATA;
	if (result)
		free(counted->windows);
	return result;
}

/* The windows' totals less cost, in values. */
static int totals_less(const struct counted *counted, uint64_t cost, uint64_t *values)
{
	for (size_t at = 0; at < counted->count; at++) {
		uint64_t total = ws_window_total(counted->windows[at]).count;

		if (total > TOTAL_MAX)
			return -EOVERFLOW;
		if (total < cost)
			return -ERANGE;
		values[at] = total - cost;
	}
	return 0;
}

/* The distribution of the windows' totals less cost, and the usual split of its mode. */
static int condense(const struct counted *counted, uint64_t cost,
		    struct ws_distribution *distribution, const struct ws_window **split)
{
	uint64_t *values = calloc(counted->count, sizeof(*values));
	int result = values ? totals_less(counted, cost, values) : -ENOMEM;

	if (!result)
		result = ws_distribution_of(values, counted->count, distribution);
	free(values);
	if (result)
		return result;
	*split = ws_split_of(counted->windows, counted->count, distribution->mode + cost);
	if (*split)
		return 0;
	ws_distribution_free(distribution);
	return -ENOMEM;
}

/* The one world in which a window was spent; -EINVAL where there are several, or none. */
static int only_world(const struct ws_window *window, enum ws_world *only)
{
	size_t used = 0;

	for (size_t world = 0; world < WS_WORLD_COUNT; world++) {
		if (!window->stages[0].instructions[world])
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
	struct counted counted;
	int result = select_windows(windows, count, paths[WS_BENCHMARK_NULL], &counted);

	if (result)
		return result;
	result = condense(&counted, 0, &totals, &split);
	free(counted.windows);
	if (result)
		return result;
	baseline->cost.count = totals.mode;
	ws_distribution_free(&totals);
	return only_world(split, &baseline->world);
}

int ws_cell_compute(const struct ws_window *windows, size_t count,
		    const struct ws_baseline *baseline, struct ws_cell *cell)
{
	struct ws_distribution distribution;
	const struct ws_window *split;
	struct counted counted;
	int result = select_windows(windows, count, paths[cell->benchmark], &counted);

	if (result)
		return result;
	result = condense(&counted, baseline->cost.count, &distribution, &split);
	free(counted.windows);
	if (result)
		return result;
	cell->unit = WS_UNIT_INSTRUCTIONS;
	cell->iterations = (uint32_t)counted.count;
	cell->rejected = (uint32_t)(count - counted.count);
	cell->baseline = baseline->cost.count;
	cell->value = distribution.mode;
	cell->distribution = distribution;
	ws_segments_of(split, cell->benchmark, baseline, &cell->segments);
	return 0;
}
