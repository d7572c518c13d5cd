// SPDX-License-Identifier: GPL-2.0-or-later
/* Cell by cell, once it is known which results belong together (pairs.h). */
#include "analysis/changes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "analysis/pairs.h"

static const struct ws_cell *cell_of(const struct ws_result *result, enum ws_benchmark benchmark)
{
	for (size_t at = 0; result && at < result->cell_count; at++)
		if (result->cells[at].benchmark == benchmark)
			return &result->cells[at];
	return NULL;
}

/* What an emulator's clock says has nothing to do with what a machine's does, whatever differs. */
static bool is_one_emulated(const struct ws_changed_result *result)
{
	return result->old && result->now &&
	       ws_clock_is_emulated(result->old) != ws_clock_is_emulated(result->now);
}

static void tell_circumstance(const struct ws_differences *differences, char *reason)
{
	const struct ws_difference *first = ws_circumstance(differences, 0);
	const struct ws_difference *second = ws_circumstance(differences, 1);

	snprintf(reason, WS_REASON_MAX, "another %s: %.80s and %.80s%s%.40s%s", first->name,
		 first->old ? first->old : "none", first->now ? first->now : "none",
		 second ? "; another " : "", second ? second->name : "",
		 ws_circumstance(differences, 2) ? "; and more" : "");
}

/* Whether nothing follows from the numbers of the two. */
static bool is_refused(const struct ws_changed_result *result)
{
	return is_one_emulated(result) || ws_circumstance(&result->differences, 0);
}

int ws_may_compare(const struct ws_result *old, const struct ws_result *now,
		   const struct ws_across *across, bool *may)
{
	struct ws_changed_result result = {.old = old, .now = now};
	int failed = ws_differences_of(old, now, across, &result.differences);

	*may = !failed && !is_refused(&result);
	free(result.differences.list);
	return failed;
}

/* Numbers of two machines: they stand beside each other, and nothing follows from that. */
static void refuse(const struct ws_changed_result *result, struct ws_comparison *comparison)
{
	*comparison = (struct ws_comparison){.change = WS_CHANGE_INCOMPARABLE, .probability = 1};
	if (is_one_emulated(result))
		snprintf(comparison->reason, sizeof(comparison->reason),
			 "one is timed by an emulator's clock, which is no cost of hardware");
	else
		tell_circumstance(&result->differences, comparison->reason);
}

static enum ws_unit unit_of(const struct ws_changed_cell *cell)
{
	if (cell->now && (ws_cell_is_measured(cell->now) || !ws_cell_is_measured(cell->old)))
		return cell->now->unit;
	return cell->old ? cell->old->unit : WS_UNIT_INSTRUCTIONS;
}

static bool is_beyond(const struct ws_changed_cell *cell, double above)
{
	return cell->old->value == 0 || cell->comparison.relative > above;
}

/* A cell that is gone since the system misbehaves is worse than one that costs more. */
static enum ws_gate gate_of_gone(const struct ws_cell *now)
{
	if (!now || now->verdict == WS_VERDICT_ABSENT)
		return WS_GATE_PASSES;
	return now->verdict >= WS_VERDICT_FAILED ? WS_GATE_FAILS : WS_GATE_INCONCLUSIVE;
}

static enum ws_gate gate_of(const struct ws_changed_cell *cell, double above)
{
	switch (cell->comparison.change) {
	case WS_CHANGE_REGRESSED:
		return is_beyond(cell, above) ? WS_GATE_FAILS : WS_GATE_PASSES;
	case WS_CHANGE_GONE:
		return gate_of_gone(cell->now);
	case WS_CHANGE_INCONCLUSIVE:
	case WS_CHANGE_INCOMPARABLE:
		return WS_GATE_INCONCLUSIVE;
	default:
		return WS_GATE_PASSES;
	}
}

static int compare_cell(struct ws_changed_result *result, enum ws_benchmark benchmark, double above)
{
	struct ws_changed_cell *cell = &result->cells[result->cell_count];
	int failed = 0;

	*cell = (struct ws_changed_cell){
		.benchmark = benchmark,
		.old = cell_of(result->old, benchmark),
		.now = cell_of(result->now, benchmark),
	};
	if (!cell->old && !cell->now)
		return 0;
	result->cell_count++;
	cell->unit = unit_of(cell);
	if (ws_cell_is_measured(cell->old) && ws_cell_is_measured(cell->now) && is_refused(result))
		refuse(result, &cell->comparison);
	else
		failed = ws_compare(cell->old, cell->now, &cell->comparison);
	cell->gate = gate_of(cell, above);
	return failed;
}

static int compare_result(struct ws_changed_result *result, const struct ws_across *across,
			  double above)
{
	int failed = result->old && result->now ? ws_differences_of(result->old, result->now,
								    across, &result->differences)
						: 0;

	for (int benchmark = 0; benchmark < WS_BENCHMARK_COUNT && !failed; benchmark++)
		failed = compare_cell(result, (enum ws_benchmark)benchmark, above);
	return failed;
}

/* Where no cell of one is in the other nothing was compared, and nothing may pass. */
static enum ws_gate worst_of(const struct ws_changes *changes)
{
	enum ws_gate worst = WS_GATE_PASSES;
	bool any = false;

	for (size_t at = 0; at < changes->count; at++)
		for (size_t cell = 0; cell < changes->list[at].cell_count; cell++) {
			const struct ws_changed_cell *this = &changes->list[at].cells[cell];

			any |= this->old && this->now;
			if (this->gate > worst)
				worst = this->gate;
		}
	return !any && worst == WS_GATE_PASSES ? WS_GATE_INCONCLUSIVE : worst;
}

int ws_changes_of(const struct ws_result *old, size_t old_count, const struct ws_result *now,
		  size_t now_count, const struct ws_across *across, double above,
		  struct ws_changes *changes)
{
	int failed = 0;

	*changes = (struct ws_changes){0};
	if (old_count > WS_COMPARED_MAX || now_count > WS_COMPARED_MAX)
		return -E2BIG;
	changes->list = calloc(old_count + now_count + 1, sizeof(*changes->list));
	if (!changes->list)
		return -ENOMEM;
	failed = ws_pair(old, old_count, now, now_count, changes);
	for (size_t at = 0; at < changes->count && !failed; at++)
		failed = compare_result(&changes->list[at], across, above);
	changes->gate = worst_of(changes);
	if (failed)
		ws_changes_free(changes);
	return failed;
}

void ws_changes_free(struct ws_changes *changes)
{
	for (size_t at = 0; at < changes->count; at++)
		free(changes->list[at].differences.list);
	free(changes->list);
	*changes = (struct ws_changes){0};
}

/* What the largest is looked for by: costing more weighs more than any amount of costing less. */
static bool is_larger(const struct ws_changed_cell *cell, const struct ws_changed_cell *than)
{
	enum ws_change change = cell->comparison.change;

	if (change != WS_CHANGE_REGRESSED && change != WS_CHANGE_IMPROVED)
		return false;
	if (!than)
		return true;
	if (change != than->comparison.change)
		return change == WS_CHANGE_REGRESSED;
	return llabs(cell->comparison.difference) > llabs(than->comparison.difference);
}

const struct ws_changed_cell *ws_largest_change(const struct ws_changes *changes,
						const struct ws_changed_result **result)
{
	const struct ws_changed_cell *largest = NULL;

	for (size_t at = 0; at < changes->count; at++)
		for (size_t cell = 0; cell < changes->list[at].cell_count; cell++) {
			if (!is_larger(&changes->list[at].cells[cell], largest))
				continue;
			largest = &changes->list[at].cells[cell];
			*result = &changes->list[at];
		}
	return largest;
}
