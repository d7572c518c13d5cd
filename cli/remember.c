// SPDX-License-Identifier: GPL-2.0-or-later
/* A run's results are in its document in any case; that the history lacks them is no failure. */
#include "cli/remember.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "lab/paths.h"
#include "support/file.h"

int cli_history_open(struct ws_history **history, struct ws_error *error)
{
	char *folder, *path;
	int result = paths_data(&folder, error);

	if (result)
		return result;
	path = paths_format("%s/history.sqlite", folder);
	result = path ? ws_directory_create(folder, error)
		      : ws_fail_errno(error, ENOMEM, "cannot name the history");
	if (!result)
		result = ws_history_open(path, history, error);
	free(path);
	free(folder);
	return result;
}

void cli_history_close(struct ws_history *history)
{
	const char *aside = ws_history_set_aside(history);

	if (aside)
		fprintf(stderr,
			"warning: the history was damaged: it is now %s, and a new one begins\n",
			aside);
	ws_history_close(history);
}

void cli_remember(const struct ws_result *results, size_t count)
{
	struct ws_history *history;
	struct ws_error error;
	int result = cli_history_open(&history, &error);

	if (!result) {
		result = ws_history_add(history, results, count, NULL, &error);
		cli_history_close(history);
	}
	if (result)
		fprintf(stderr, "warning: the result is not in the history: %s\n", error.text);
}
