// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Opening the history: made where there is none, set aside where it is none any more. With a
 * write-ahead log readers and one writer do not wait for each other, and a process that is killed
 * leaves what it had committed. NORMAL would do for that; FULL also keeps it when the power fails.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "history/database.h"

#define BUSY_MILLISECONDS 20000

static const struct {
	int code, error;
	const char *reason;
} meanings[] = {
	{SQLITE_BUSY, EBUSY, "another process keeps it"},
	{SQLITE_LOCKED, EBUSY, "another process keeps it"},
	{SQLITE_NOMEM, ENOMEM, "out of memory"},
	{SQLITE_READONLY, EROFS, "it, or its folder, cannot be written"},
	{SQLITE_CANTOPEN, EACCES, "it, or its folder, cannot be opened"},
	{SQLITE_PERM, EACCES, "not allowed"},
	{SQLITE_FULL, ENOSPC, "no space left"},
	{SQLITE_CORRUPT, EUCLEAN, "it is damaged"},
	{SQLITE_NOTADB, EUCLEAN, "it is no database"},
};

int history_fail(const struct ws_history *history, int code, const char *doing,
		 struct ws_error *error)
{
	for (size_t at = 0; at < sizeof(meanings) / sizeof(meanings[0]); at++)
		if (meanings[at].code == (code & 0xff))
			return ws_fail(error, meanings[at].error, "cannot %s the history %s: %s",
				       doing, history->path, meanings[at].reason);
	return ws_fail(error, EIO, "cannot %s the history %s: %s", doing, history->path,
		       sqlite3_errstr(code));
}

int history_execute(struct ws_history *history, const char *sql, const char *doing,
		    struct ws_error *error)
{
	int code = sqlite3_exec(history->database, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : history_fail(history, code, doing, error);
}

int history_prepare(struct ws_history *history, const char *sql, sqlite3_stmt **statement,
		    const char *doing, struct ws_error *error)
{
	int code = sqlite3_prepare_v2(history->database, sql, -1, statement, NULL);

	return code == SQLITE_OK ? 0 : history_fail(history, code, doing, error);
}

/* A later version's is found before anything is written to it. */
static int use(struct ws_history *history, struct ws_error *error)
{
	int result;

	sqlite3_busy_timeout(history->database, BUSY_MILLISECONDS);
	result = history_migrate(history, error);
	if (!result)
		result = history_execute(history,
					 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
					 "PRAGMA foreign_keys = ON",
					 "open", error);
	return result;
}

int history_open_file(struct ws_history *history, struct ws_error *error)
{
	int code = sqlite3_open_v2(history->path, &history->database,
				   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

	return code == SQLITE_OK ? use(history, error) : history_fail(history, code, "open", error);
}

int ws_history_open(const char *path, struct ws_history **history, struct ws_error *error)
{
	struct ws_history *opened = calloc(1, sizeof(*opened));
	int result;

	if (opened)
		opened->path = strdup(path);
	if (!opened || !opened->path) {
		free(opened);
		return ws_fail_errno(error, ENOMEM, "cannot open the history %s", path);
	}
	result = history_open_file(opened, error);
	if (result == -EUCLEAN)
		result = history_renew(opened, error);
	if (result)
		ws_history_close(opened);
	else
		*history = opened;
	return result;
}

const char *ws_history_set_aside(const struct ws_history *history)
{
	return history->aside;
}

void ws_history_close(struct ws_history *history)
{
	sqlite3_close(history->database);
	free(history->aside);
	free(history->path);
	free(history);
}
