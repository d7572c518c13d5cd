/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where commands meet the history: its place, and what is said when something is wrong with it. */
#ifndef WORLDSWITCH_CLI_REMEMBER_H
#define WORLDSWITCH_CLI_REMEMBER_H

#include <stddef.h>

#include "history/history.h"

/* Opens the user's history; says where a damaged one has been put. -errno and a line. */
int cli_history_open(struct ws_history **history, struct ws_error *error);

/* Adds a finished run's results; where that fails a warning is all that comes of it. */
void cli_remember(const struct ws_result *results, size_t count);

/* Says where a damaged history has been put, if it has. */
void cli_history_close(struct ws_history *history);

#endif
