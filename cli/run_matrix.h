/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that one `worldswitch run` measures: each combination of targets and variations. */
#ifndef WORLDSWITCH_CLI_RUN_MATRIX_H
#define WORLDSWITCH_CLI_RUN_MATRIX_H

#include "cli/run_options.h"

#define CLI_RUNS_MAX 256

/*
 * Requests in the order of the targets, then of the options, the last option's value changing
 * fastest. A request's label is the words that would measure it alone: its target and of the
 * options those that make it differ from its neighbours. Strings of options are not copied.
 */
struct cli_matrix {
	struct lab_request requests[CLI_RUNS_MAX];
	char *labels[CLI_RUNS_MAX];
	size_t count;
};

/*
 * Fills the matrix. What means nothing to a target does not multiply it, and no two requests are
 * the same. -E2BIG where there are more than CLI_RUNS_MAX; -ENOMEM. Freed by cli_matrix_free
 * always.
 */
int cli_matrix_expand(const struct cli_run_options *options, struct cli_matrix *matrix,
		      struct ws_error *error);
void cli_matrix_free(struct cli_matrix *matrix);

#endif
