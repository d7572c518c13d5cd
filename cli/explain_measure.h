/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells measured, and the most frequent window of each taken apart by a second run. */
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
	struct lab_plan *plan; /* of the second run, when that is over */
	struct ws_cell cell;   /* its numbers alone */
	struct ws_trace trace;
	struct cli_explain_names names;
};

/*
 * Measures and takes apart. -EINTR where interrupted; -ENODATA where a cell was not measured or its
 * window did not come again: the line says which and why.
 */
int cli_explain_measure(struct cli_explained *list, size_t count,
			const struct lab_symbol_files *files, struct progress *progress,
			struct ws_error *error);
void cli_explained_free(struct cli_explained *list, size_t count);

#endif
