// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which window is the most frequent one is known when all are counted, and taking windows apart is
 * slow. So two emulators run the same at the same time: one counts; the other one, the oracle,
 * takes apart one window of each total among the first that there are. Where the most frequent one
 * is not among them, or is longer than a trace, the oracle runs once more, for that one alone.
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
	struct lab_symbol_files *files;
	struct collect collect;
	struct lab_plan *plans[2 * CLI_EXPLAINED_MAX]; /* what counts, and then what is recorded */
	bool named;                                    /* all code that runs */
};

static void show_step(void *context, const char *label, const char *step)
{
	struct measure *measure = context;

	progress_step(measure->progress, label, step);
}

/* Of which this one is recorded, or NULL. */
static struct cli_explained *find_recorded(struct measure *measure, const struct lab_plan *plan)
{
	for (size_t at = 0; at < measure->count; at++)
		if (measure->plans[measure->count + at] == plan)
			return &measure->list[at];
	return NULL;
}

static void drop_traces(struct cli_explained *explained)
{
	for (size_t at = 0; at < explained->trace_count; at++) {
		free(explained->traces[at].instructions);
		free(explained->traces[at].runs);
	}
	explained->trace_count = 0;
	explained->trace = NULL;
}

/* The lab gives its traces away. */
static void take_traces(struct cli_explained *explained, const struct lab_cell *cell)
{
	if (cell->benchmark != explained->benchmark)
		return;
	drop_traces(explained);
	while (explained->trace_count < cell->trace_count) {
		struct ws_trace *trace = cell->traces[explained->trace_count];

		explained->traces[explained->trace_count++] = *trace;
		*trace = (struct ws_trace){0};
	}
}

static void take_cell(void *context, const struct lab_plan *plan, const struct lab_cell *cell)
{
	struct measure *measure = context;

	struct cli_explained *recorded = find_recorded(measure, plan);

	if (recorded)
		take_traces(recorded, cell);
	else if (collect_cell(&measure->collect, plan, cell))
		progress_over(measure->progress, lab_plan_request(plan)->label);
}

/* The same, recorded: of all totals, as long as that of the most frequent window is not known. */
static int prepare_recorded(struct measure *measure, size_t at, const struct lab_observer *observer,
			    struct ws_error *error)
{
	const struct cli_explained *explained = &measure->list[at];
	struct lab_request request = explained->request;

	request.oracle = true;
	request.trace = true;
	request.traced = explained->benchmark;
	request.traced_total = explained->cell.value + explained->cell.baseline;
	return lab_prepare(&request, observer, &measure->plans[measure->count + at], error);
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
		if (!result)
			result = prepare_recorded(measure, at, observer, error);
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

static uint64_t total_of(const struct ws_window *window)
{
	uint64_t total = 0;

	for (uint32_t at = 0; at < window->stage_count; at++)
		for (size_t world = 0; world < WS_WORLD_COUNT; world++)
			total += window->stages[at].instructions[world];
	return total;
}

static void choose_trace(struct cli_explained *explained)
{
	explained->trace = NULL;
	for (size_t at = 0; at < explained->trace_count && !explained->trace; at++)
		if (total_of(&explained->traces[at].window) ==
		    explained->cell.value + explained->cell.baseline)
			explained->trace = &explained->traces[at];
}

static int check(const struct measure *measure, size_t at, const struct ws_cell *cell,
		 struct ws_error *error)
{
	const struct cli_explained *explained = &measure->list[at];

	if (!cell || cell->verdict != WS_VERDICT_MEASURED)
		return fail(explained, error, "it is %s: %s",
			    ws_verdict_id(cell ? cell->verdict : WS_VERDICT_INVALID),
			    cell ? cell->reason : "it was not measured");
	return check_expected(measure, at, cell, error);
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
	if (!result)
		result = lab_symbol_files_check(measure->files, error);
	measure->named = !result;
	return result;
}

static void take_numbers(struct cli_explained *explained, const struct ws_cell *cell)
{
	explained->cell = *cell;
	explained->cell.distribution.bins = NULL; /* the collection's */
	choose_trace(explained);
}

static int count_and_record(struct measure *measure, struct ws_error *error)
{
	const struct lab_observer observer = observer_of(measure);
	int result = prepare(measure, &observer, error);

	if (!result && !measure->named)
		result = name_code(measure, &observer, error);
	if (!result)
		result = lab_run(measure->plans, 2 * measure->count, lab_jobs(), &cli_interrupted,
				 &observer, error);
	if (!result)
		collect_end(&measure->collect);
	for (size_t at = 0; at < measure->count && !result; at++) {
		const struct ws_cell *cell = measured(measure, at);

		result = check(measure, at, cell, error);
		if (!result)
			take_numbers(&measure->list[at], cell);
	}
	return result;
}

/* One window whose total is known by now. */
static int record_again(struct measure *measure, size_t at, struct ws_error *error)
{
	const struct lab_observer observer = observer_of(measure);
	struct cli_explained *explained = &measure->list[at];
	struct lab_plan **plan = &measure->plans[measure->count + at];
	int result;

	lab_plan_free(*plan);
	*plan = NULL;
	result = prepare_recorded(measure, at, &observer, error);
	if (!result)
		result = lab_run(plan, 1, 1, &cli_interrupted, &observer, error);
	if (result)
		return result;
	choose_trace(explained);
	if (!explained->trace)
		return fail(explained, error,
			    "its window of %" PRIu64
			    " instructions did not come again when it was traced",
			    explained->cell.value);
	return 0;
}

/* What was recorded is what the explanation is of. */
static void end_run(struct measure *measure)
{
	for (size_t at = 0; at < measure->count; at++) {
		lab_plan_free(measure->plans[at]);
		lab_plan_free(measure->list[at].plan);
		measure->list[at].plan = measure->plans[measure->count + at];
	}
	memset(measure->plans, 0, sizeof(measure->plans));
	collect_free(&measure->collect);
	memset(&measure->collect, 0, sizeof(measure->collect));
}

/* What is known without a run: of a document it was told when that was read. */
static int check_present(const struct cli_explained *explained, struct ws_error *error)
{
	const char *reason = lab_absent(explained->request.target, explained->benchmark);

	return reason ? fail(explained, error, "it is %s: %s", ws_verdict_id(WS_VERDICT_ABSENT),
			     reason)
		      : 0;
}

int cli_explain_measure(struct cli_explained *list, size_t count, struct lab_symbol_files *files,
			struct progress *progress, struct ws_error *error)
{
	struct measure measure = {
		.list = list, .count = count, .files = files, .progress = progress};
	int result = 0;

	for (size_t at = 0; at < count && !result; at++)
		result = check_present(&list[at], error);
	if (result)
		return result;
	while ((result = count_and_record(&measure, error)) == -EAGAIN)
		end_run(&measure);
	for (size_t at = 0; at < count && !result; at++)
		if (!list[at].trace)
			result = record_again(&measure, at, error);
	end_run(&measure);
	return result;
}

void cli_explained_free(struct cli_explained *list, size_t count)
{
	for (size_t at = 0; at < count; at++) {
		drop_traces(&list[at]);
		lab_plan_free(list[at].plan);
		cli_explain_names_free(&list[at].names);
	}
}
