/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was found in the history, in the formats that can show that (formats.h). */
#ifndef WORLDSWITCH_REPORT_HISTORY_H
#define WORLDSWITCH_REPORT_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "history/history.h"

struct ws_history_entry {
	struct ws_history_row row;
	const char *server;    /* or NULL */
	const char *variation; /* what tells it from the others of its target; or "" */
	bool emulated;         /* timed by an emulator's clock */
	struct ws_cell cell; /* where cells were looked for: of what was counted its number alone */
};

void ws_history_table(FILE *out, const struct ws_history_entry *entries, size_t count, bool cells);
void ws_history_csv(FILE *out, const struct ws_history_entry *entries, size_t count, bool cells);
void ws_history_json(FILE *out, const struct ws_history_entry *entries, size_t count, bool cells);

#endif
