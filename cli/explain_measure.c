// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The first run counts, fast, and says which window is the most frequent one; the second is the
 * same run over again by the oracle, which takes that window apart and ends with it. Both count the
 * same by construction: what the second one finds is checked against the first.
 */
#include "cli/explain_measure.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/interrupt.h"
#include "lab/repeat.h"
#include "report/names.h"

struct measure {
	struct cli_explained *list;
	size_t count;
	struct progress *progress;
	const struct lab_symbol_files *files;
	struct collect collect;
	struct lab_plan *plans[CLI_EXPLAINED_MAX];
	bool named; /* all code that runs */
	bool tracing;
};

static void show_step(void *context, const char *label, const char *step)
{
	struct measure *measure = context;

	progress_step(measure->progress, label, step);
}

static struct cli_explained *find(struct measure *measure, const struct lab_plan *plan)
{
	for (size_t at = 0; at < measure->count; at++)
		if (measure->plans[at] == plan)
			return &measure->list[at];
	return NULL;
}

/* The lab gives its trace away. */
static void take_trace(struct cli_explained *explained, const struct lab_cell *cell)
{
	if (cell->benchmark != explained->benchmark || !cell->trace)
		return;
	explained->trace = *cell->trace;
	*cell->trace = (struct ws_trace){0};
}

static void take_cell(void *context, const struct lab_plan *plan, const struct lab_cell *cell)
{
	struct measure *measure = context;

	if (measure->tracing)
		take_trace(find(measure, plan), cell);
	if (collect_cell(&measure->collect, plan, cell))
		progress_over(measure->progress, lab_plan_request(plan)->label);
}

static int prepare(struct measure *measure, const struct lab_observer *observer,
		   struct ws_error *error)
{
	const struct lab_target *targets[CLI_EXPLAINED_MAX];
	uint32_t shown = 0;
	int result;

	for (size_t at = 0; at < measure->count; at++) {
		targets[at] = measure->list[at].request.target;
		shown |= UINT32_C(1) << measure->list[at].benchmark;
	}
	result = collect_begin(&measure->collect, targets, measure->count, shown, error);
	for (size_t at = 0; at < measure->count && !result; at++) {
		result = lab_prepare(&measure->list[at].request, observer, &measure->plans[at],
				     error);
		if (!result && measure->list[at].origin)
			result = lab_repeat_check(measure->plans[at], measure->list[at].origin,
						  measure->list[at].request.label, error);
		if (!result)
			result = collect_plan(&measure->collect, at, measure->plans[at], error);
	}
	return result;
}

static const struct ws_cell *measured(const struct measure *measure, size_t at)
{
	const struct ws_result *result = &measure->collect.results[at];

	for (size_t cell = 0; cell < result->cell_count; cell++)
		if (result->cells[cell].benchmark == measure->list[at].benchmark)
			return &result->cells[cell];
	return NULL;
}

const char *cli_explained_variation(const struct cli_explained *explained)
{
	const char *label = explained->request.label;

	return label ? label + strlen(explained->request.target->id) : "";
}

static int fail(const struct cli_explained *explained, struct ws_error *error, const char *format,
		...) __attribute__((format(printf, 3, 4)));

/* "CELL cannot be explained: ", and why. */
static int fail(const struct cli_explained *explained, struct ws_error *error, const char *format,
		...)
{
	char reason[WS_ERROR_MAX];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(reason, sizeof(reason), format, arguments);
	va_end(arguments);
	return ws_fail(error, ENODATA, "%s/%s%s cannot be explained: %.900s",
		       explained->request.target->id, ws_benchmark_texts[explained->benchmark].id,
		       cli_explained_variation(explained), reason);
}

/*
 * Whether a cell counts what its result has. What a scheduler does may depend on what ran before:
 * then -EAGAIN, to measure it among its neighbours.
 */
static int check_expected(const struct measure *measure, size_t at, const struct ws_cell *cell,
			  struct ws_error *error)
{
	struct cli_explained *explained = &measure->list[at];
	const struct ws_cell *expected = explained->expected;
	char differences[WS_ERROR_MAX / 2];

	if (!expected || (cell->value == expected->value && cell->baseline == expected->baseline))
		return 0;
	if (explained->neighbours & ~explained->request.benchmarks) {
		explained->request.benchmarks |= explained->neighbours;
		return -EAGAIN;
	}
	lab_repeat_differences(measure->plans[at], explained->origin, differences,
			       sizeof(differences));
	return fail(explained, error,
		    "it is %s: it counts %" PRIu64 " and its result has %" PRIu64 "%s",
		    ws_verdict_id(WS_VERDICT_INVALID), cell->value, expected->value,
		    *differences ? differences : "; all that ran is the same");
}

static int check(const struct measure *measure, size_t at, const struct ws_cell *cell,
		 struct ws_error *error)
{
	const struct cli_explained *explained = &measure->list[at];

	if (!cell || cell->verdict != WS_VERDICT_MEASURED)
		return fail(explained, error, "it is %s: %s",
			    ws_verdict_id(cell ? cell->verdict : WS_VERDICT_INVALID),
			    cell ? cell->reason : "it was not measured");
	if (!measure->tracing)
		return check_expected(measure, at, cell, error);
	if (!explained->trace.executed || cell->baseline != explained->cell.baseline)
		return fail(explained, error,
			    "its window of %" PRIu64
			    " instructions did not come again when it was traced",
			    explained->cell.value);
	return 0;
}

static struct lab_observer observer_of(struct measure *measure)
{
	return (struct lab_observer){
		.progress = show_step,
		.cell_ended = take_cell,
		.context = measure,
		.interrupted = &cli_interrupted,
	};
}

/* Of what both runs run, before the first: who named a wrong file is told at once. */
static int name_code(struct measure *measure, const struct lab_observer *observer,
		     struct ws_error *error)
{
	int result = 0;

	for (size_t at = 0; at < measure->count && !result; at++)
		result = cli_explain_names_get(measure->plans[at], measure->files, observer,
					       &measure->list[at].names, error);
	measure->named = !result;
	return result;
}

static int run(struct measure *measure, struct ws_error *error)
{
	const struct lab_observer observer = observer_of(measure);
	int result = prepare(measure, &observer, error);

	if (!result && !measure->named)
		result = name_code(measure, &observer, error);
	if (!result)
		result = lab_run(measure->plans, measure->count, lab_jobs(), &cli_interrupted,
				 &observer, error);
	if (!result)
		collect_end(&measure->collect);
	for (size_t at = 0; at < measure->count && !result; at++) {
		const struct ws_cell *cell = measured(measure, at);

		result = check(measure, at, cell, error);
		if (result || measure->tracing)
			continue;
		measure->list[at].cell = *cell;
		measure->list[at].cell.distribution.bins = NULL; /* the collection's */
	}
	return result;
}

static void end_run(struct measure *measure)
{
	for (size_t at = 0; at < measure->count; at++) {
		if (measure->tracing)
			measure->list[at].plan = measure->plans[at];
		else
			lab_plan_free(measure->plans[at]);
		measure->plans[at] = NULL;
	}
	collect_free(&measure->collect);
	memset(&measure->collect, 0, sizeof(measure->collect));
}

static void ask_for_trace(struct cli_explained *explained)
{
	explained->request.oracle = true;
	explained->request.traced = explained->benchmark;
	explained->request.traced_total = explained->cell.value + explained->cell.baseline;
}

int cli_explain_measure(struct cli_explained *list, size_t count,
			const struct lab_symbol_files *files, struct progress *progress,
			struct ws_error *error)
{
	struct measure measure = {
		.list = list, .count = count, .files = files, .progress = progress};
	int result;

	do {
		result = run(&measure, error);
		end_run(&measure);
	} while (result == -EAGAIN);
	if (result)
		return result;
	for (size_t at = 0; at < count; at++)
		ask_for_trace(&list[at]);
	measure.tracing = true;
	result = run(&measure, error);
	end_run(&measure);
	return result;
}

void cli_explained_free(struct cli_explained *list, size_t count)
{
	for (size_t at = 0; at < count; at++) {
		free(list[at].trace.instructions);
		free(list[at].trace.runs);
		lab_plan_free(list[at].plan);
		cli_explain_names_free(&list[at].names);
	}
}
