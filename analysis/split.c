// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two windows of one total may have spent it on different CPUs and in different worlds: which split
 * is the usual one?
 */
#include "analysis/split.h"

#include <stdlib.h>

#include "analysis/analysis.h"

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare_stages(const struct ws_stage *a, const struct ws_stage *b)
{
	int order = compare_numbers(a->cpu, b->cpu);

	if (!order)
		order = compare_numbers(a->place, b->place);
	for (size_t world = 0; world < WS_WORLD_COUNT && !order; world++)
		order = compare_numbers(a->instructions[world], b->instructions[world]);
	return order;
}

static int compare_splits(const void *left, const void *right)
{
	const struct ws_window *a = *(const struct ws_window *const *)left;
	const struct ws_window *b = *(const struct ws_window *const *)right;
	int order = compare_numbers(a->stage_count, b->stage_count);

	for (uint32_t at = 0; at < a->stage_count && !order; at++)
		order = compare_stages(&a->stages[at], &b->stages[at]);
	return order;
}

/* The first of the longest run of equal splits. */
static const struct ws_window *longest_run(const struct ws_window *const *sorted, size_t count)
{
	const struct ws_window *found = sorted[0];
	size_t longest = 0;

	for (size_t start = 0, end; start < count; start = end) {
		for (end = start + 1; end < count; end++)
			if (compare_splits(&sorted[start], &sorted[end]) != 0)
				break;
		if (end - start > longest) {
			longest = end - start;
			found = sorted[start];
		}
	}
	return found;
}

const struct ws_window *ws_split_of(const struct ws_window *const *windows, size_t count,
				    uint64_t total)
{
	const struct ws_window **matching = calloc(count, sizeof(const struct ws_window *));
	const struct ws_window *split;
	size_t found = 0;

	if (!matching)
		return NULL;
	for (size_t at = 0; at < count; at++)
		if (ws_window_total(windows[at]).count == total)
			matching[found++] = windows[at];
	qsort(matching, found, sizeof(const struct ws_window *), compare_splits);
	split = longest_run(matching, found);
	free(matching);
	return split;
}
