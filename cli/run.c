// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `worldswitch run`: prepare every combination of target and variation, run those that can be, keep
 * each cell as it ends, print. One that cannot run does not cost the others their cells.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/collect.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/keep.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/remember.h"
#include "cli/run_matrix.h"
#include "cli/servers.h"

struct run {
	struct cli_run_options options;
	struct progress progress;
	struct collect collect;
	struct keep keep;
	struct cli_matrix matrix;
	struct lab_plan *plans[CLI_RUNS_MAX]; /* those that could be made */
	size_t plan_count;
	struct ws_error errors[CLI_RUNS_MAX]; /* of the others, each text once */
	size_t error_count;
};

static void show_step(void *context, const char *label, const char *step)
{
	struct run *run = context;

	progress_step(&run->progress, label, step);
}

static void show_notice(void *context, const char *label, const char *text)
{
	struct run *run = context;

	progress_say(&run->progress, "worldswitch: %s: %s", label, text);
}

/* Writes what there is; a failure is said once and tried again after the next cell. */
static void keep_cells(struct run *run)
{
	int before = run->keep.failure;
	struct ws_error error;

	if (keep_write(&run->keep, run->collect.results, run->collect.count, &error) && !before)
		progress_say(&run->progress, "warning: %s", error.text);
}

static void take_cell(void *context, const struct lab_plan *plan, const struct lab_cell *cell)
{
	struct run *run = context;

	if (collect_cell(&run->collect, plan, cell))
		progress_over(&run->progress, lab_plan_request(plan)->label);
	keep_cells(run);
}

static void note_error(struct run *run, const struct ws_error *error)
{
	for (size_t at = 0; at < run->error_count; at++)
		if (strcmp(run->errors[at].text, error->text) == 0)
			return;
	run->errors[run->error_count++] = *error;
}

static struct lab_observer observer_of(struct run *run)
{
	return (struct lab_observer){
		.progress = show_step,
		.notice = show_notice,
		.cell_ended = take_cell,
		.context = run,
		.interrupted = &cli_interrupted,
	};
}

static void prepare_one(struct run *run, size_t at)
{
	const struct lab_request *request = &run->matrix.requests[at];
	struct lab_observer observer = observer_of(run);
	struct lab_plan *plan = NULL;
	struct ws_error error;
	int result = lab_prepare(request, &observer, &plan, &error);

	if (!result) {
		run->plans[run->plan_count++] = plan;
		result = collect_plan(&run->collect, at, plan, &error);
	}
	if (result) {
		collect_refusal(&run->collect, at, request, result, error.text);
		note_error(run, &error);
		progress_over(&run->progress, request->label);
		return;
	}
	progress_step(&run->progress, request->label, "");
}

static void prepare(struct run *run)
{
	for (size_t at = 0; at < run->matrix.count && !cli_interrupted; at++)
		prepare_one(run, at);
}

static void print_commands(struct run *run, FILE *out)
{
	for (size_t at = 0; at < run->plan_count; at++) {
		char *command = lab_plan_command(run->plans[at]);

		fprintf(out, "# %s\n%s\n", lab_plan_request(run->plans[at])->label,
			command ? command : "# out of memory");
		free(command);
	}
}

/* Where the result will be kept; without --output a run is worth having even where it cannot be. */
static int begin_keeping(struct run *run)
{
	struct ws_error error;
	int result = keep_begin(&run->keep, run->options.output, &error);

	if (!result)
		return 0;
	if (run->keep.asked_for)
		cli_complain(error.text);
	else
		fprintf(stderr, "warning: the result will not be kept: %s\n", error.text);
	return run->keep.asked_for ? result : 0;
}

static void measure(struct run *run)
{
	struct lab_observer observer = observer_of(run);
	struct ws_error error;
	int result;

	if (run->options.verbose)
		print_commands(run, stderr);
	result = lab_run(run->plans, run->plan_count, lab_jobs(), &cli_interrupted, &observer,
			 &error);
	if (result && result != -EINTR)
		progress_say(&run->progress, "worldswitch: %s", error.text);
	collect_end(&run->collect);
	keep_cells(run);
}

static int finish(const struct run *run)
{
	const struct collect *collect = &run->collect;
	int status = cli_results_are_good(collect->results, collect->count) ? CLI_OK : CLI_BAD;

	/* Before it is printed: who reads that may leave (| head), and we with it. */
	if (!cli_interrupted)
		cli_remember(collect->results, collect->count);
	status = cli_print_results(collect->results, collect->count, run->options.format, status);
	return keep_tell(&run->keep, status);
}

/* After everything has been prepared, or tried to be. */
static int go_on(struct run *run)
{
	if (run->plan_count == 0 || cli_interrupted) {
		progress_end(&run->progress);
		for (size_t at = 0; at < run->error_count; at++)
			cli_complain(run->errors[at].text);
		return CLI_NOTHING;
	}
	if (run->options.dry_run) {
		progress_end(&run->progress);
		for (size_t at = 0; at < run->error_count; at++)
			cli_complain(run->errors[at].text);
		print_commands(run, stdout);
		return cli_flush(run->error_count ? CLI_BAD : CLI_OK);
	}
	measure(run);
	progress_end(&run->progress);
	return finish(run);
}

static int begin_collecting(struct run *run, struct ws_error *error)
{
	const struct lab_target *targets[CLI_RUNS_MAX];

	for (size_t at = 0; at < run->matrix.count; at++)
		targets[at] = run->matrix.requests[at].target;
	return collect_begin(&run->collect, targets, run->matrix.count, run->options.benchmarks,
			     error);
}

static int run_matrix(struct run *run)
{
	struct ws_error error;
	int status;

	if (!run->options.dry_run && begin_keeping(run))
		return CLI_NOTHING;
	if (begin_collecting(run, &error)) {
		cli_complain(error.text);
		return CLI_NOTHING;
	}
	progress_begin(&run->progress, stderr, run->options.verbose);
	progress_expect(&run->progress, run->matrix.count);
	prepare(run);
	status = go_on(run);
	for (size_t at = 0; at < run->plan_count; at++)
		lab_plan_free(run->plans[at]);
	return status;
}

static int parse(int argc, char **argv, struct run *run)
{
	int status = cli_run_parse(argc, argv, &run->options);
	struct ws_error error;
	int result;

	if (status || run->options.server_count)
		return status;
	result = cli_matrix_expand(&run->options, &run->matrix, &error);
	if (!result)
		return CLI_OK;
	cli_complain(error.text);
	return result == -E2BIG ? CLI_USAGE : CLI_NOTHING;
}

int cli_run(int argc, char **argv)
{
	struct run *run = calloc(1, sizeof(*run));
	int status;

	if (!run) {
		cli_complain("out of memory");
		return CLI_NOTHING;
	}
	status = parse(argc, argv, run);
	if (status == CLI_OK) {
		cli_interrupt_begin();
		status = run->options.server_count ? cli_servers_run(&run->options)
						   : run_matrix(run);
	}
	collect_free(&run->collect);
	keep_end(&run->keep);
	cli_matrix_free(&run->matrix);
	free(run);
	return cli_interrupt_end(status);
}
