// SPDX-License-Identifier: GPL-2.0-or-later
/* See explain_from.h. */
#include "cli/explain_from.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/explain_choose.h"
#include "report/names.h"

static const struct ws_cell *cell_of(const struct ws_result *result, enum ws_benchmark benchmark)
{
	for (size_t at = 0; at < result->cell_count; at++)
		if (result->cells[at].benchmark == benchmark)
			return &result->cells[at];
	return NULL;
}

static int check_cell(const struct ws_cell *cell, const char *label, struct ws_error *error)
{
	if (!cell)
		return ws_fail(error, EINVAL, "%s: this benchmark was not measured", label);
	if (cell->verdict != WS_VERDICT_MEASURED)
		return ws_fail(error, EINVAL, "%s: what was measured is %s: %s", label,
			       ws_verdict_id(cell->verdict), cell->reason);
	if (cell->unit != WS_UNIT_INSTRUCTIONS)
		return ws_fail(error, EINVAL,
			       "%s: what was measured is in %s: what the lab counts in "
			       "instructions alone can be "
			       "taken apart",
			       label, ws_unit_id(cell->unit));
	return 0;
}

static uint32_t benchmarks_of(const struct ws_result *result)
{
	uint32_t benchmarks = 0;

	for (size_t at = 0; at < result->cell_count; at++)
		benchmarks |= UINT32_C(1) << result->cells[at].benchmark;
	return benchmarks;
}

static uint32_t windows_of(const struct ws_cell *cell)
{
	uint64_t windows = (uint64_t)cell->iterations + cell->rejected;

	return windows < WS_ITERATIONS_MAX ? (uint32_t)windows : WS_ITERATIONS_MAX;
}

/* The cell alone at first, which is quick: it mostly counts what it does among others. */
static struct cli_explained explained_of(const struct ws_result *result, const struct ws_cell *cell,
					 const struct lab_repeat *repeat, const char *label,
					 unsigned int timeout)
{
	struct cli_explained explained = {
		.request = repeat->request,
		.benchmark = cell->benchmark,
		.origin = result,
		.expected = cell,
		.neighbours = benchmarks_of(result),
	};

	explained.request.label = label;
	explained.request.benchmarks =
		UINT32_C(1) << cell->benchmark | UINT32_C(1) << WS_BENCHMARK_NULL;
	explained.request.iterations = windows_of(cell);
	explained.request.timeout = timeout;
	return explained;
}

/* "TARGET of FILE", and which of its results where two were chosen. */
static char *label_of(const struct cli_explain_cell *cell, const struct ws_result *chosen,
		      size_t count, size_t at)
{
	char *label = NULL;
	size_t size;
	FILE *out = open_memstream(&label, &size);

	if (!out)
		return NULL;
	fprintf(out, "%s of %s", cell->target->id, cell->from);
	if (count > 1) {
		fputs(": ", out);
		cli_explain_tell(out, chosen, count, at);
	}
	if (fclose(out) == 0)
		return label;
	free(label);
	return NULL;
}

static int add(const struct cli_explain_cell *cell, const struct cli_run_options *options,
	       struct cli_explain_from *from, const struct ws_result *result, char *label,
	       struct cli_explained *list, size_t *count, struct ws_error *error)
{
	const struct lab_repeat_images images = {
		.kernels = options->kernels.texts,
		.kernel_count = options->kernels.count,
		.xens = options->xens.texts,
		.xen_count = options->xens.count,
	};
	const struct ws_cell *expected = cell_of(result, cell->benchmark);
	struct lab_repeat *repeat = &from->repeats[from->count];
	int code;

	from->labels[from->count++] = label;
	if (!label)
		return ws_fail_errno(error, ENOMEM, "cannot read %s", cell->from);
	code = check_cell(expected, label, error);
	if (!code)
		code = lab_repeat_of(result, label, &images, repeat, error);
	if (!code)
		list[(*count)++] = explained_of(result, expected, repeat, label, options->timeout);
	return code;
}

int cli_explain_from(const struct cli_explain_cell *cell, const struct cli_run_options *options,
		     struct cli_explain_from *from, struct cli_explained *list, size_t *count,
		     struct ws_error *error)
{
	struct ws_result results[CLI_EXPLAINED_MAX]; /* shallow copies */
	size_t chosen[CLI_EXPLAINED_MAX];
	size_t found = 0;
	int result = ws_results_read(cell->from, &from->results, error);

	if (!result)
		result = cli_explain_choose(&from->results, cell, options, chosen,
					    CLI_EXPLAINED_MAX, &found, error);
	if (!result && *count + found > CLI_EXPLAINED_MAX)
		result = ws_fail(error, EINVAL,
				 "these are more than two results of %s: one can be explained, or "
				 "two compared",
				 cell->target->id);
	for (size_t at = 0; at < found && !result; at++)
		results[at] = from->results.list[chosen[at]];
	for (size_t at = 0; at < found && !result; at++)
		result = add(cell, options, from, &from->results.list[chosen[at]],
			     label_of(cell, results, found, at), list, count, error);
	return result;
}

void cli_explain_from_free(struct cli_explain_from *from)
{
	for (size_t at = 0; at < from->count; at++) {
		lab_repeat_free(&from->repeats[at]);
		free(from->labels[at]);
	}
	ws_results_free(&from->results);
	*from = (struct cli_explain_from){.count = 0};
}
