/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pure functions from raw windows to what a cell says. No I/O, no knowledge of where numbers are
 * from. */
#ifndef WORLDSWITCH_ANALYSIS_H
#define WORLDSWITCH_ANALYSIS_H

#include <stddef.h>
#include <stdint.h>

#include <worldswitch/result.h>
#include <worldswitch/windows.h>

/*
 * The distribution of count values (count > 0); the values are sorted in place. -ENOMEM; -EINVAL
 * for no values. The bins are allocated: ws_distribution_free.
 */
int ws_distribution_of(uint64_t *values, size_t count, struct ws_distribution *distribution);
void ws_distribution_free(struct ws_distribution *distribution);

/* The total of a window over all worlds; UINT64_MAX where it does not fit. */
struct ws_instructions ws_window_total(const struct ws_window *window);

/*
 * What the empty window costs: its most frequent form (total, and the world that it is spent in).
 * -EINVAL where `null` has no windows or is spent in more than one world; -EOVERFLOW where a total
 * is beyond INT64_MAX, which no real window is; -ENOMEM.
 */
struct ws_baseline {
	struct ws_instructions cost;
	enum ws_world world;
};
int ws_baseline_of(const struct ws_window *windows, size_t count, struct ws_baseline *baseline);

/*
 * Fills unit, iterations, baseline, value, distribution and segments of a cell from its windows.
 * The segments are those of the most frequent split among the windows with the headline value.
 * -ERANGE where a window is cheaper than the baseline, which makes the cell invalid; -EINVAL for no
 * windows; -EOVERFLOW and -ENOMEM as above. On failure the cell is untouched.
 */
int ws_cell_compute(const struct ws_window *windows, size_t count,
		    const struct ws_baseline *baseline, struct ws_cell *cell);

void ws_cell_free(struct ws_cell *cell);
void ws_result_free(struct ws_result *result);

#endif
