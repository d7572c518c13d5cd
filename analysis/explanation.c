// SPDX-License-Identifier: GPL-2.0-or-later
/* See explanation.h. */
#include "analysis/explanation.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct ws_code codes[] = {
	{
		.architecture = "arm64/",
		.flow = ws_flow_arm64,
		.classes = ws_classes_arm64,
		.entry = &entry_arm64,
		.phases = &ws_phases_arm64,
	},
	{
		.architecture = "x86_64/",
		.flow = ws_flow_x86_64,
		.classes = ws_classes_x86_64,
		.entry = &entry_x86_64,
		.phases = &ws_phases_x86_64,
	},
};

const struct ws_code *ws_code_of(const char *target)
{
	for (size_t at = 0; at < sizeof(codes) / sizeof(codes[0]); at++)
		if (!strncmp(target, codes[at].architecture, strlen(codes[at].architecture)))
			return &codes[at];
	return NULL;
}

/* The markers' own cost is that of END, and END is the last that was executed. */
static void take_off_markers(struct ws_trace *trace, uint64_t baseline)
{
	trace->executed -= baseline;
	while (baseline) {
		struct ws_trace_run *run = &trace->runs[trace->run_count - 1];
		uint32_t taken = baseline < run->count ? (uint32_t)baseline : run->count;

		run->count -= taken;
		baseline -= taken;
		if (!run->count)
			trace->run_count--;
	}
}

/* What its line says of all of a window, traced or not: ", guest 2, hypervisor 1270". */
static void print_totals(const struct ws_window *window, char *text, size_t size)
{
#define ID(symbol, id, meaning) [WS_WORLD_##symbol] = (id),
	static const char *const ids[WS_WORLD_COUNT] = {WS_WORLD_LIST(ID)};
#undef ID
	size_t used = 0;

	*text = '\0';
	for (size_t world = 0; world < WS_WORLD_COUNT && used < size; world++) {
		uint64_t total = 0;

		for (uint32_t at = 0; at < window->stage_count; at++)
			total += window->stages[at].instructions[world];
		if (total)
			used += (size_t)snprintf(text + used, size - used, ", %s %" PRIu64,
						 ids[world], total);
	}
}

static int refuse_cut(const struct ws_trace *trace, const struct ws_explained_cell *cell,
		      struct ws_error *error)
{
	char totals[256];

	print_totals(&trace->window, totals, sizeof(totals));
	return ws_fail(error, EOVERFLOW,
		       "the window of %s is longer than a trace may be: %" PRIu64 " of its %" PRIu64
		       " instructions were recorded; with the markers it has%s",
		       cell->target, trace->executed, cell->value + cell->baseline,
		       *totals ? totals + 1 : " none");
}

static int check(const struct ws_trace *trace, const struct ws_explained_cell *cell,
		 struct ws_error *error)
{
	if (trace->cut)
		return refuse_cut(trace, cell, error);
	if (trace->executed != cell->value + cell->baseline)
		return ws_fail(error, ERANGE,
			       "the traced window of %s has %" PRIu64
			       " instructions, the counted one %" PRIu64
			       ": it is not the same window",
			       cell->target, trace->executed, cell->value + cell->baseline);
	return 0;
}

static int compute(struct ws_explanation *explanation, const struct ws_code *code,
		   const struct ws_naming *naming)
{
	int result =
		ws_functions_of(explanation->trace, naming, code->flow, &explanation->functions);

	if (!result)
		result = ws_calls_of(explanation->trace, &explanation->functions, code->flow,
				     &explanation->calls);
	if (result)
		return result;
	explanation->spent = code->classes(explanation->trace, &explanation->functions);
	explanation->phases =
		ws_phases_of(explanation->trace, &explanation->functions, &explanation->calls,
			     code->phases, strstr(explanation->target, "/xen") != NULL);
	if (!explanation->spent || !explanation->phases)
		return -ENOMEM;
	return entry_spent_below(code->entry, &explanation->functions, &explanation->calls,
				 explanation->spent);
}

int ws_explain(struct ws_trace *trace, const struct ws_naming *naming,
	       const struct ws_explained_cell *cell, struct ws_explanation *explanation,
	       struct ws_error *error)
{
	const struct ws_code *code = ws_code_of(cell->target);
	int result;

	if (!code)
		return ws_fail(error, ENOTSUP, "code of %s cannot be explained", cell->target);
	result = check(trace, cell, error);
	if (result)
		return result;
	take_off_markers(trace, cell->baseline);
	*explanation = (struct ws_explanation){
		.target = cell->target,
		.variation = cell->variation ? cell->variation : "",
		.benchmark = cell->benchmark,
		.value = cell->value,
		.baseline = cell->baseline,
		.trace = trace,
	};
	result = compute(explanation, code, naming);
	if (result) {
		ws_explanation_free(explanation);
		return ws_fail_errno(error, -result, "cannot explain %s", cell->target);
	}
	return 0;
}

void ws_explanation_free(struct ws_explanation *explanation)
{
	free(explanation->spent);
	free(explanation->phases);
	ws_calls_free(&explanation->calls);
	ws_functions_free(&explanation->functions);
	*explanation = (struct ws_explanation){0};
}
