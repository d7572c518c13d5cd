/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cells of result documents (docs/result.md) to be explained: which result of a document is meant,
 * and the request that measures it again.
 */
#ifndef WORLDSWITCH_CLI_EXPLAIN_FROM_H
#define WORLDSWITCH_CLI_EXPLAIN_FROM_H

#include "cli/explain_measure.h"
#include "cli/explain_options.h"
#include "lab/repeat.h"
#include "report/read.h"

/* One document, and what was made of it; explained cells refer to it. */
struct cli_explain_from {
	struct ws_results results;
	struct lab_repeat repeats[CLI_EXPLAINED_MAX];
	char *labels[CLI_EXPLAINED_MAX];
	size_t count;
};

/*
 * Adds the cell as the document has it to the list: of the result of its target that the options
 * select, or of two where one of them has two values. -EINVAL, -ENOMEM or what reading failed with,
 * and a line: where several are left it lists them. Freed by cli_explain_from_free always.
 */
int cli_explain_from(const struct cli_explain_cell *cell, const struct cli_run_options *options,
		     struct cli_explain_from *from, struct cli_explained *list, size_t *count,
		     struct ws_error *error);
void cli_explain_from_free(struct cli_explain_from *from);

#endif
