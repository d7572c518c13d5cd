/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a command line of `worldswitch history` asks for: cli_history_argp reads it into this. */
#ifndef WORLDSWITCH_CLI_HISTORY_OPTIONS_H
#define WORLDSWITCH_CLI_HISTORY_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "history/history.h"
#include "report/formats.h"
#include "support/error.h"

struct history_options {
	struct ws_history_query query;
	void (*print)(FILE *out, const struct ws_history_entry *entries, size_t count, bool cells);
	bool formatted; /* a format was asked for */
	bool import;
	const char *output; /* --export */
	const char **words; /* what is no option: files to import, or one cell */
	size_t word_count;
	char *copies[1 + WS_HISTORY_WHERE_MAX]; /* of arguments that were split */
	size_t copy_count;
	struct ws_error error;
};

#endif
