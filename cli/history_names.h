/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is what a query names anything at all? */
#ifndef WORLDSWITCH_CLI_HISTORY_NAMES_H
#define WORLDSWITCH_CLI_HISTORY_NAMES_H

#include <stdbool.h>

#include "history/history.h"

/* Of a query that found nothing: -EINVAL and a line where its target or its benchmark is neither
 * known nor in the history; 0 where they are, and only nothing was measured of them.
 */
int cli_history_check_names(struct ws_history *history, const struct ws_history_query *query,
			    struct ws_error *error);

/* Whether a pattern is that of targets that are known. */
bool cli_history_is_target(const char *pattern);

#endif
