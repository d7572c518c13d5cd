// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A damaged history gives way to a new one, and is kept: what can be read of it may be worth more
 * than what comes. Two processes may find the damage at once.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "history/database.h"

static int rename_one(const char *from, const char *to, const char *suffix)
{
	char *old = sqlite3_mprintf("%s%s", from, suffix);
	char *now = sqlite3_mprintf("%s%s", to, suffix);
	int result = 0;

	if (!old || !now)
		result = -ENOMEM;
	else if (rename(old, now) < 0 && errno != ENOENT)
		result = -errno;
	sqlite3_free(old);
	sqlite3_free(now);
	return result;
}

/* Its name is free for a new one; the log, which is of no use without it, goes with it. */
static int rename_all(struct ws_history *history, struct ws_error *error)
{
	static const char *const suffixes[] = {"", "-wal", "-shm"};
	int result = 0;

	for (size_t at = 0; at < sizeof(suffixes) / sizeof(suffixes[0]) && !result; at++)
		result = rename_one(history->path, history->aside, suffixes[at]);
	return result ? ws_fail_errno(error, -result, "cannot set the damaged history %s aside",
				      history->path)
		      : 0;
}

static int name_aside(struct ws_history *history, struct ws_error *error)
{
	time_t now = time(NULL);
	char stamp[32];
	struct tm utc;

	strftime(stamp, sizeof(stamp), "%Y%m%dT%H%M%SZ", gmtime_r(&now, &utc));
	free(history->aside);
	if (asprintf(&history->aside, "%s.damaged-%s-%d", history->path, stamp, (int)getpid()) < 0)
		history->aside = NULL;
	return history->aside ? 0
			      : ws_fail_errno(error, ENOMEM, "cannot name the damaged history %s",
					      history->path);
}

static int lock(const char *path, int *fd, struct ws_error *error)
{
	char *name = sqlite3_mprintf("%s.lock", path);
	int result = 0;

	*fd = name ? open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0666) : -1;
	sqlite3_free(name);
	if (*fd < 0 || flock(*fd, LOCK_EX) < 0)
		result = ws_fail_errno(error, errno, "cannot lock the damaged history %s", path);
	if (result && *fd >= 0)
		close(*fd);
	return result;
}

/* Reads all of it. 0: it is whole. */
static int check(struct ws_history *history, struct ws_error *error)
{
	sqlite3_stmt *statement;
	bool whole;
	int result = history_open_file(history, error);

	if (!result)
		result = history_prepare(history, "PRAGMA quick_check(1)", &statement, "check",
					 error);
	if (result)
		return result;
	whole = sqlite3_step(statement) == SQLITE_ROW &&
		strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
	sqlite3_finalize(statement);
	return whole ? 0 : history_fail(history, SQLITE_CORRUPT, "use", error);
}

static void close_database(struct ws_history *history)
{
	sqlite3_close(history->database);
	history->database = NULL;
}

static int renew_locked(struct ws_history *history, struct ws_error *error)
{
	int result;

	close_database(history);
	result = check(history, error);
	if (result != -EUCLEAN)
		return result;
	close_database(history);
	result = name_aside(history, error);
	if (!result)
		result = rename_all(history, error);
	return result ? result : history_open_file(history, error);
}

int history_renew(struct ws_history *history, struct ws_error *error)
{
	int fd;
	int result = lock(history->path, &fd, error);

	if (result)
		return result;
	result = renew_locked(history, error);
	close(fd);
	return result;
}
