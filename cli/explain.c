// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch explain`: measure, take apart, name, print. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/explain_from.h"
#include "cli/explain_measure.h"
#include "cli/explain_options.h"
#include "cli/explain_print.h"
#include "cli/interrupt.h"
#include "support/file.h"

struct explain {
	struct cli_explain_options options;
	struct progress progress;
	struct cli_explain_from froms[CLI_EXPLAINED_MAX];
	size_t from_count;
	struct cli_matrix matrices[CLI_EXPLAINED_MAX];
	size_t matrix_count;
	struct cli_explained list[CLI_EXPLAINED_MAX];
	size_t count;
};

/* Every combination of a cell's variations, of which there may be one, or two to compare. */
static int add_combinations(struct explain *explain, const struct cli_explain_cell *cell,
			    struct ws_error *error)
{
	struct cli_run_options run = explain->options.run;
	struct cli_matrix *matrix = &explain->matrices[explain->matrix_count++];
	int result;

	run.targets[0] = cell->target;
	run.target_count = 1;
	run.benchmarks = UINT32_C(1) << cell->benchmark;
	result = cli_matrix_expand(&run, matrix, error);
	for (size_t at = 0; at < matrix->count && !result; at++) {
		if (explain->count == CLI_EXPLAINED_MAX)
			return ws_fail(error, EINVAL,
				       "these are more than two combinations: one can be "
				       "explained, or two compared");
		explain->list[explain->count++] = (struct cli_explained){
			.request = matrix->requests[at],
			.benchmark = cell->benchmark,
		};
	}
	return result;
}

static int add_cell(struct explain *explain, const struct cli_explain_cell *cell,
		    struct ws_error *error)
{
	if (!cell->from)
		return add_combinations(explain, cell, error);
	return cli_explain_from(cell, &explain->options.run, &explain->froms[explain->from_count++],
				explain->list, &explain->count, error);
}

/* A file that can be of nothing that runs is a mistake worth stopping for. */
static int check_files(const struct explain *explain, struct ws_error *error)
{
	const struct lab_symbol_files *files = &explain->options.files;
	bool has_linux = false, has_xen = false;

	for (size_t at = 0; at < explain->count; at++) {
		has_linux |= lab_runs_linux(&explain->list[at].request);
		has_xen |= lab_runs_xen(&explain->list[at].request);
	}
	if (files->vmlinux_count && !has_linux)
		return ws_fail(error, EINVAL,
			       "--vmlinux is for KVM and for Linux as Dom0 (--dom0 linux), which "
			       "%s does not run",
			       explain->list[0].request.target->id);
	if (files->xen_syms_count && !has_xen)
		return ws_fail(error, EINVAL, "--xen-syms is for Xen, which %s does not run",
			       explain->list[0].request.target->id);
	return 0;
}

static int add_cells(struct explain *explain, struct ws_error *error)
{
	const struct cli_explain_options *options = &explain->options;
	int result = add_cell(explain, &options->cell, error);

	if (!result && options->against.target)
		result = add_cell(explain, &options->against, error);
	if (!result && explain->count == 2 && options->format != CLI_EXPLAIN_TABLE &&
	    options->format != CLI_EXPLAIN_JSON && options->format != CLI_EXPLAIN_FOLDED)
		return ws_fail(error, EINVAL,
			       "two cells are compared by --format table, json or folded");
	return result ? result : check_files(explain, error);
}

/* What is wrong with a document is not the command line's fault. */
static int find_cells(struct explain *explain)
{
	struct ws_error error;
	int result = add_cells(explain, &error);

	if (!result)
		return CLI_OK;
	cli_complain(error.text);
	return result == -EINVAL || result == -E2BIG ? CLI_USAGE : CLI_NOTHING;
}

/* Before anything runs: what is found out must not be lost for a file that cannot be written. */
static int check_output(const struct explain *explain)
{
	const char *output = explain->options.output;
	struct ws_error error;

	if (!output || !ws_file_try(output, &error))
		return CLI_OK;
	cli_complain(error.text);
	return CLI_NOTHING;
}

static int explain_cells(struct explain *explain)
{
	struct ws_error error;
	int result;

	progress_begin(&explain->progress, stderr, explain->options.run.verbose);
	result = cli_explain_measure(explain->list, explain->count, &explain->options.files,
				     &explain->progress, &error);
	progress_end(&explain->progress);
	if (!result)
		result =
			cli_explain_print(&explain->options, explain->list, explain->count, &error);
	if (!result)
		return CLI_OK;
	if (result != -EINTR)
		cli_complain(error.text);
	return result == -ENODATA || result == -ESTALE || result == -EOVERFLOW ? CLI_BAD
									       : CLI_NOTHING;
}

int cli_explain(int argc, char **argv)
{
	struct explain *explain = calloc(1, sizeof(*explain));
	int status;

	if (!explain) {
		cli_complain("out of memory");
		return CLI_NOTHING;
	}
	status = cli_explain_parse(argc, argv, &explain->options);
	if (status == CLI_OK)
		status = find_cells(explain);
	if (status == CLI_OK)
		status = check_output(explain);
	if (status == CLI_OK) {
		cli_interrupt_begin();
		status = explain_cells(explain);
	}
	cli_explained_free(explain->list, explain->count);
	for (size_t at = 0; at < explain->matrix_count; at++)
		cli_matrix_free(&explain->matrices[at]);
	for (size_t at = 0; at < explain->from_count; at++)
		cli_explain_from_free(&explain->froms[at]);
	free(explain);
	return cli_interrupt_end(status);
}
