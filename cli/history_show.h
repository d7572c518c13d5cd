/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a query of the history finds, each with what tells it from the others. */
#ifndef WORLDSWITCH_CLI_HISTORY_SHOW_H
#define WORLDSWITCH_CLI_HISTORY_SHOW_H

#include "cli/history_options.h"

/*
 * Prints it on the standard output. -EINVAL and a line where nothing was found of a name that
 * neither this program nor the history knows; -errno and a line.
 */
int cli_history_show(struct ws_history *history, struct history_options *options);

#endif
