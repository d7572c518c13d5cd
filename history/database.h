/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of this room share: the open database, and SQLite's errors as ours. */
#ifndef WORLDSWITCH_HISTORY_DATABASE_H
#define WORLDSWITCH_HISTORY_DATABASE_H

#include <sqlite3.h>

#include "history/history.h"

struct ws_history {
	sqlite3 *database;
	char *path;
	char *aside; /* what the damaged one is called now; NULL: there was none */
};

/* How one version of the database becomes the next; the version is the number of steps taken. */
extern const char *const history_steps[];
extern const int history_step_count;

/* Takes the steps that are missing. -EPROTO where there are more than are known. */
int history_migrate(struct ws_history *history, struct ws_error *error);

/* Opens the file and brings it up to date; -EUCLEAN where it is damaged. */
int history_open_file(struct ws_history *history, struct ws_error *error);

/* Renames the file, unless another process has, and opens a new one. */
int history_renew(struct ws_history *history, struct ws_error *error);

/* Makes -errno and a line of an SQLite result: "cannot DOING PATH: why". */
int history_fail(const struct ws_history *history, int code, const char *doing,
		 struct ws_error *error);

/* Both: -errno and the line of history_fail. A statement is its caller's, for sqlite3_finalize. */
int history_execute(struct ws_history *history, const char *sql, const char *doing,
		    struct ws_error *error);
int history_prepare(struct ws_history *history, const char *sql, sqlite3_stmt **statement,
		    const char *doing, struct ws_error *error);

#endif
