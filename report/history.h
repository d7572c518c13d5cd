/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was found in the history, row by row as it is found, in the formats that can show that. */
#ifndef WORLDSWITCH_REPORT_HISTORY_H
#define WORLDSWITCH_REPORT_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "history/history.h"

struct ws_history_printer {
	void (*begin)(FILE *out, bool cells);
	void (*row)(FILE *out, const struct ws_history_row *row, size_t before);
	void (*end)(FILE *out, size_t count);
};

extern const struct ws_history_printer ws_history_table, ws_history_csv, ws_history_json;

#endif
