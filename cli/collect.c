// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every cell needs the baseline that `null` gives, and nothing promises that `null` ends first: a
 * cell that ends earlier waits here. A cell for which no verdict came is invalid, never missing.
 */
#include "cli/collect.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/names.h"
#include "support/clock.h"

int collect_begin(struct collect *collect, const struct lab_target *const *targets, size_t count,
		  uint32_t shown, struct ws_error *error)
{
	bool whole;

	*collect = (struct collect){
		.targets = calloc(count, sizeof(*collect->targets)),
		.results = calloc(count, sizeof(*collect->results)),
		.count = count,
		.shown = shown,
	};
	whole = collect->targets && collect->results;
	for (size_t at = 0; at < count && whole; at++) {
		struct ws_result *result = &collect->results[at];

		collect->targets[at].target = targets[at];
		result->target = strdup(targets[at]->id);
		result->created = ws_now_text();
		result->cells = calloc(WS_BENCHMARK_COUNT, sizeof(*result->cells));
		whole = result->target && result->created && result->cells;
	}
	return whole ? 0 : ws_fail_errno(error, ENOMEM, "cannot begin");
}

void collect_free(struct collect *collect)
{
	for (size_t at = 0; at < collect->count; at++) {
		if (collect->targets)
			for (int benchmark = 0; benchmark < WS_BENCHMARK_COUNT; benchmark++)
				free(collect->targets[at].pending[benchmark].windows);
		if (collect->results)
			ws_result_free(&collect->results[at]);
	}
	free(collect->targets);
	free(collect->results);
	*collect = (struct collect){0};
}

/* NULL where it is not shown. */
static struct ws_cell *new_cell(struct collect *collect, size_t at, enum ws_benchmark benchmark)
{
	return collect->shown & 1U << benchmark
		       ? ws_result_add_cell(&collect->results[at], benchmark)
		       : NULL;
}

static void add_unmeasured(struct collect *collect, size_t at, enum ws_benchmark benchmark,
			   enum ws_verdict verdict, const char *reason)
{
	struct ws_cell *cell = new_cell(collect, at, benchmark);

	if (!cell)
		return;
	cell->verdict = verdict;
	snprintf(cell->reason, sizeof(cell->reason), "%s",
		 *reason ? reason : "no reason was given");
}

static const char *reason_of(int code)
{
	switch (-code) {
	case ERANGE:
		return "a window was cheaper than the markers alone";
	case EINVAL:
		return "no windows were recorded";
	case ENODATA:
		return "in every window an interrupt was taken that is no part of its path";
	case EXDEV:
		return "a window of a round trip went over to another CPU";
	case EOVERFLOW:
		return "a window's count is beyond what any run can reach";
	default:
		return strerror(-code);
	}
}

static void add_measured(struct collect *collect, size_t at, enum ws_benchmark benchmark,
			 const struct ws_window *windows, size_t count)
{
	/* `null` is what is taken off the others; nothing is taken off itself. */
	static const struct ws_baseline nothing;
	const struct collect_target *target = &collect->targets[at];
	struct ws_cell *cell;
	int result;

	if (!target->has_baseline) {
		add_unmeasured(collect, at, benchmark, WS_VERDICT_INVALID, target->no_baseline);
		return;
	}
	cell = new_cell(collect, at, benchmark);
	if (!cell)
		return;
	result = ws_cell_compute(windows, count,
				 benchmark == WS_BENCHMARK_NULL ? &nothing : &target->baseline,
				 cell);
	if (result) {
		cell->verdict = WS_VERDICT_INVALID;
		snprintf(cell->reason, sizeof(cell->reason), "%s", reason_of(result));
	}
}

static void settle_pending(struct collect *collect, size_t at)
{
	for (int benchmark = 0; benchmark < WS_BENCHMARK_COUNT; benchmark++) {
		struct collect_pending *pending = &collect->targets[at].pending[benchmark];

		if (!pending->windows)
			continue;
		add_measured(collect, at, (enum ws_benchmark)benchmark, pending->windows,
			     pending->count);
		free(pending->windows);
		*pending = (struct collect_pending){0};
	}
}

static void take_baseline(struct collect *collect, size_t at, const struct lab_cell *null)
{
	struct collect_target *target = &collect->targets[at];
	int result;

	if (null->verdict != WS_VERDICT_MEASURED) {
		snprintf(target->no_baseline, sizeof(target->no_baseline),
			 "the markers' own cost is unknown, null is %s: %.180s",
			 ws_verdict_id(null->verdict), null->reason);
		return;
	}
	result = ws_baseline_of(null->windows, null->window_count, &target->baseline);
	target->has_baseline = result == 0;
	if (result == -EINVAL && null->window_count)
		snprintf(target->no_baseline, sizeof(target->no_baseline),
			 "the markers' own cost is not spent in one world");
	else if (result)
		snprintf(target->no_baseline, sizeof(target->no_baseline),
			 "the markers' own cost is unknown: %s", reason_of(result));
}

static void hold(struct collect *collect, size_t at, const struct lab_cell *cell)
{
	struct collect_pending *pending = &collect->targets[at].pending[cell->benchmark];

	pending->windows = calloc(cell->window_count + 1, sizeof(*pending->windows));
	if (!pending->windows) {
		add_unmeasured(collect, at, cell->benchmark, WS_VERDICT_INVALID, strerror(ENOMEM));
		return;
	}
	if (cell->window_count)
		memcpy(pending->windows, cell->windows,
		       cell->window_count * sizeof(*pending->windows));
	pending->count = cell->window_count;
}

static void take_cell(struct collect *collect, size_t at, const struct lab_cell *cell)
{
	uint32_t null = 1U << WS_BENCHMARK_NULL;

	if (cell->benchmark == WS_BENCHMARK_NULL)
		take_baseline(collect, at, cell);
	if (cell->verdict != WS_VERDICT_MEASURED)
		add_unmeasured(collect, at, cell->benchmark, cell->verdict, cell->reason);
	else if (collect->targets[at].ended & null || cell->benchmark == WS_BENCHMARK_NULL)
		add_measured(collect, at, cell->benchmark, cell->windows, cell->window_count);
	else
		hold(collect, at, cell);
	if (cell->benchmark == WS_BENCHMARK_NULL)
		settle_pending(collect, at);
}

bool collect_cell(struct collect *collect, const struct lab_plan *plan, const struct lab_cell *cell)
{
	for (size_t at = 0; at < collect->count; at++) {
		struct collect_target *target = &collect->targets[at];
		uint32_t bit = 1U << cell->benchmark;

		if (target->plan != plan)
			continue;
		if (!(target->ended & bit))
			take_cell(collect, at, cell);
		target->ended |= bit;
		return (target->ended & lab_plan_request(plan)->benchmarks) ==
		       lab_plan_request(plan)->benchmarks;
	}
	return false;
}

/*
 * What exists and cannot be used here, or does not exist, is a feature that is missing; what broke
 * on the way (a disk, a network) is the harness's own trouble.
 */
void collect_refusal(struct collect *collect, size_t at, const struct lab_request *request,
		     int code, const char *reason)
{
	bool missing = code == -EINVAL || code == -ENOENT || code == -ENOTSUP;
	struct ws_result *result = &collect->results[at];

	if (!result->properties)
		result->properties = lab_request_properties(request, &result->property_count);

	for (int benchmark = 0; benchmark < WS_BENCHMARK_COUNT; benchmark++)
		add_unmeasured(collect, at, (enum ws_benchmark)benchmark,
			       missing ? WS_VERDICT_SKIPPED : WS_VERDICT_INVALID, reason);
	collect->targets[at].ended = ~0U;
}

void collect_end(struct collect *collect)
{
	for (size_t at = 0; at < collect->count; at++) {
		struct collect_target *target = &collect->targets[at];

		if (!(target->ended & 1U << WS_BENCHMARK_NULL))
			snprintf(target->no_baseline, sizeof(target->no_baseline),
				 "the markers' own cost is unknown: null did not end");
		settle_pending(collect, at);
		for (int benchmark = 0; benchmark < WS_BENCHMARK_COUNT; benchmark++)
			if (!(target->ended & 1U << benchmark))
				add_unmeasured(collect, at, (enum ws_benchmark)benchmark,
					       WS_VERDICT_INVALID, "it did not end");
		target->ended = ~0U;
	}
}
