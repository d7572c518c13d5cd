/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pure functions from raw windows to what a cell says. No I/O, no knowledge of where numbers are
 * from. */
#ifndef WORLDSWITCH_ANALYSIS_H
#define WORLDSWITCH_ANALYSIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/result.h>
#include <worldswitch/windows.h>

/*
 * The distribution of count values (count > 0); the values are sorted in place. -ENOMEM; -EINVAL
 * for no values. The bins are allocated: ws_distribution_free.
 */
int ws_distribution_of(uint64_t *values, size_t count, struct ws_distribution *distribution);

/* What is read off bins that are there: all that is not bins, or bin_count. -EINVAL: no samples, or
 * more than fit.
 */
int ws_distribution_read(struct ws_distribution *distribution);
void ws_distribution_free(struct ws_distribution *distribution);

/* The total of a window over all stages and worlds; UINT64_MAX where it does not fit. */
struct ws_instructions ws_window_total(const struct ws_window *window);

/*
 * What the empty window costs: its most frequent form (total, and the world that it is spent in).
 * -EINVAL where `null` has no windows or is spent in more than one world; -EXDEV where a window has
 * more than one stage; -EOVERFLOW where a total is beyond INT64_MAX, which no real window is;
 * -ENOMEM.
 */
struct ws_baseline {
	struct ws_instructions cost;
	enum ws_world world; /* the probe's */
};
int ws_baseline_of(const struct ws_window *windows, size_t count, struct ws_baseline *baseline);

/*
 * Fills unit, iterations, rejected, baseline, value, distribution and segments of a cell, whose
 * benchmark is set, from its windows. Of a round trip every window counts, and has one stage. Of a
 * one-way path only clean windows count: what another interrupt costs has nothing to do with it.
 * The segments are those of the most frequent split among the windows with the headline value.
 *
 * What makes a cell invalid: -ERANGE, a window is cheaper than the baseline; -ENODATA, no window is
 * clean; -EXDEV, a round trip's window has more than one stage; -EINVAL, no windows; -EOVERFLOW and
 * -ENOMEM as above. On failure the cell is untouched.
 */
int ws_cell_compute(const struct ws_window *windows, size_t count,
		    const struct ws_baseline *baseline, struct ws_cell *cell);

/*
 * A result grows: a cell in the list's order among those that are there (NULL: no memory), a
 * property after the others, more text to the property of that name or a new one, a component. All
 * text is copied; -ENOMEM.
 */
struct ws_cell *ws_result_add_cell(struct ws_result *result, enum ws_benchmark benchmark);
int ws_result_add_property(struct ws_result *result, const char *name, const char *value);
int ws_result_extend_property(struct ws_result *result, const char *name, const char *value);
int ws_result_add_component(struct ws_result *result, const char *role, const char *name,
			    const char *version, const char *sha256);

/* Whether every cell is measured or absent. */
bool ws_result_is_good(const struct ws_result *result);

void ws_cell_free(struct ws_cell *cell);
/* NULL: the result has no property of this name, no component of this role. */
const char *ws_result_property(const struct ws_result *result, const char *name);
const struct ws_component *ws_result_component(const struct ws_result *result, const char *role);

/*
 * What a check of the machine found; all text is copied. -ENOMEM, also where there are
 * WS_FINDINGS_MAX of them. The place of a verdict among WS_FINDING_VERDICTS, or -1; whether a word
 * is a check's, as docs/result.schema.json has them.
 */
int ws_result_add_finding(struct ws_result *result, const char *check, const char *verdict,
			  const char *found);
int ws_finding_rank(const char *verdict);
bool ws_finding_is_check(const char *word);
bool ws_finding_is_hazard(const struct ws_finding *finding);
void ws_finding_free(struct ws_finding *finding);
void ws_findings_free(struct ws_result *result);

/*
 * Whether what was timed was timed by an emulator's clock, which is no cost of hardware; and
 * whether one property says so.
 */
bool ws_clock_is_emulated(const struct ws_result *result);
bool ws_property_is_emulation(const char *name, const char *value);

void ws_result_free(struct ws_result *result);

#endif
