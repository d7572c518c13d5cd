/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the lab's raw windows become results: one per target, its cells in the list's order. */
#ifndef WORLDSWITCH_CLI_COLLECT_H
#define WORLDSWITCH_CLI_COLLECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/result.h>

#include "analysis/analysis.h"
#include "lab/lab.h"

/* Windows of a cell that ended before `null` did. */
struct collect_pending {
	struct ws_window *windows;
	size_t count;
};

struct collect_target {
	const struct lab_target *target;
	const struct lab_plan *plan; /* NULL: it could not be prepared */
	struct ws_baseline baseline;
	bool has_baseline;
	char no_baseline[WS_REASON_MAX]; /* why not */
	uint32_t ended;                  /* benchmarks that have */
	struct collect_pending pending[WS_BENCHMARK_COUNT];
};

struct collect {
	struct collect_target *targets;
	struct ws_result *results; /* one for each target; to be shown */
	size_t count;
	uint32_t shown; /* benchmarks; `null` may be measured without being shown */
};

/* -ENOMEM, and a line. */
int collect_begin(struct collect *collect, const struct lab_target *const *targets, size_t count,
		  uint32_t shown, struct ws_error *error);
void collect_free(struct collect *collect);

/* The target at this place is going to run as planned; its result takes a copy of what the plan
 * says. */
int collect_plan(struct collect *collect, size_t at, const struct lab_plan *plan,
		 struct ws_error *error);

/* The target at this place cannot run as requested; code is what lab_prepare returned. */
void collect_refusal(struct collect *collect, size_t at, const struct lab_request *request,
		     int code, const char *reason);

/* A cell has ended. Returns whether it was the last one of its plan. */
bool collect_cell(struct collect *collect, const struct lab_plan *plan,
		  const struct lab_cell *cell);

/* No more cells will come: what has no verdict yet gets one. */
void collect_end(struct collect *collect);

#endif
