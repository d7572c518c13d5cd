/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was taken apart, named and in the format that was asked for. */
#ifndef WORLDSWITCH_CLI_EXPLAIN_PRINT_H
#define WORLDSWITCH_CLI_EXPLAIN_PRINT_H

#include "cli/explain_measure.h"
#include "cli/explain_options.h"

/* -errno and a line where it cannot be named, explained or written. */
int cli_explain_print(const struct cli_explain_options *options, struct cli_explained *list,
		      size_t count, struct ws_error *error);

#endif
