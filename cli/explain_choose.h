/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of a document's results an explanation is of. */
#ifndef WORLDSWITCH_CLI_EXPLAIN_CHOOSE_H
#define WORLDSWITCH_CLI_EXPLAIN_CHOOSE_H

#include <stdio.h>

#include "cli/explain_options.h"
#include "report/read.h"

/*
 * Puts the places of the results of the cell's target that the options select in chosen, which has
 * room for limit, and how many they are in *count: at least one. -EINVAL and a line where there is
 * none, or more than one (two where an option has two values): it says what tells them apart. Each
 * of several --append has to be one's.
 */
int cli_explain_choose(const struct ws_results *results, const struct cli_explain_cell *cell,
		       const struct cli_run_options *options, size_t *chosen, size_t limit,
		       size_t *count, struct ws_error *error);

/* One of several results in the words that tell it from the others: "cortex-a76 GICv2". */
void cli_explain_tell(FILE *out, const struct ws_result *choices, size_t count, size_t at);

#endif
