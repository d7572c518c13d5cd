/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the code of an explained cell is named by: the symbols of what ran. */
#ifndef WORLDSWITCH_CLI_EXPLAIN_NAMES_H
#define WORLDSWITCH_CLI_EXPLAIN_NAMES_H

#include "analysis/functions.h"
#include "lab/lab.h"

/* Zero-initialised names nothing. */
struct cli_explain_names {
	struct ws_naming naming;
	struct ws_symbols *tables[WS_WORLD_COUNT];
	/* By world: why its code has addresses in the place of names; empty: it has names. */
	char reasons[WS_WORLD_COUNT][WS_ERROR_MAX];
};

/* Of the files each that is of what runs. -EINTR where interrupted, -ENOMEM and a line. Freed by
 * cli_explain_names_free always. */
int cli_explain_names_get(const struct lab_plan *plan, struct lab_symbol_files *files,
			  const struct lab_observer *observer, struct cli_explain_names *names,
			  struct ws_error *error);
void cli_explain_names_free(struct cli_explain_names *names);

#endif
