/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells measured, and the most frequent window of each taken apart. */
#ifndef WORLDSWITCH_CLI_EXPLAIN_MEASURE_H
#define WORLDSWITCH_CLI_EXPLAIN_MEASURE_H

#include <worldswitch/trace.h>

#include "cli/collect.h"
#include "cli/explain_names.h"
#include "cli/progress.h"
#include "cli/run_matrix.h"

#define CLI_EXPLAINED_MAX 2

struct cli_explained {
	struct lab_request request;
	enum ws_benchmark benchmark;
	const struct ws_result *origin; /* NULL, or what the request measures again */
	const struct ws_cell *expected; /* of that: what it has to count */
	uint32_t neighbours;            /* of that: all benchmarks that were measured with it */
	struct lab_plan *plan;          /* of what ran, when that is over */
	struct ws_cell cell;            /* its numbers alone */
	struct ws_trace traces[WS_TRACES_MAX]; /* of the cell's windows */
	size_t trace_count;
	struct ws_trace *trace; /* of these the most frequent window's, or NULL */
	struct cli_explain_names names;
};

/* What tells a cell from the same one of other combinations or results: " --cpu max"; or "". */
const char *cli_explained_variation(const struct cli_explained *explained);

/*
 * Measures and takes apart. -EINTR where interrupted; -ENODATA where a cell was not measured, is
 * not what its result has, or its window did not come again; -ESTALE where what its result was
 * measured with is not to be had: the line says which and why.
 */
int cli_explain_measure(struct cli_explained *list, size_t count, struct lab_symbol_files *files,
			struct progress *progress, struct ws_error *error);
void cli_explained_free(struct cli_explained *list, size_t count);

#endif
