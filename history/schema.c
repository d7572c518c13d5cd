// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The tables, step by step: a step that has once been released never changes, the next one follows
 * it. PRAGMA user_version counts the steps that a database has taken.
 */
#include <errno.h>

#include "history/database.h"

/*
 * The document is what counts; the other tables are what queries look at, made from it. Names of
 * cells are a result's target and the cell's benchmark.
 */
#define STEP_TABLES                                                                                \
	"CREATE TABLE result (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE,"                \
	" created TEXT NOT NULL, target TEXT NOT NULL, document BLOB NOT NULL);"                   \
	"CREATE TABLE property (result INTEGER NOT NULL REFERENCES result (id),"                   \
	" name TEXT NOT NULL, value TEXT NOT NULL);"                                               \
	"CREATE TABLE component (result INTEGER NOT NULL REFERENCES result (id),"                  \
	" role TEXT NOT NULL, name TEXT, version TEXT, sha256 TEXT);"                              \
	"CREATE TABLE cell (result INTEGER NOT NULL REFERENCES result (id),"                       \
	" benchmark TEXT NOT NULL, verdict TEXT NOT NULL, unit TEXT NOT NULL, value INTEGER);"

#define STEP_INDEXES                                                                               \
	"CREATE INDEX result_created ON result (created);"                                         \
	"CREATE INDEX property_result ON property (result, name);"                                 \
	"CREATE INDEX component_result ON component (result, role);"                               \
	"CREATE INDEX cell_result ON cell (result, benchmark);"

const char *const history_steps[] = {STEP_TABLES, STEP_INDEXES};
const int history_step_count = sizeof(history_steps) / sizeof(history_steps[0]);

static int version_of(struct ws_history *history, int *version, struct ws_error *error)
{
	sqlite3_stmt *statement;
	int result = history_prepare(history, "PRAGMA user_version", &statement, "open", error);

	if (result)
		return result;
	result = sqlite3_step(statement);
	*version = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return result == SQLITE_ROW ? 0 : history_fail(history, result, "open", error);
}

static int take_step(struct ws_history *history, int step, struct ws_error *error)
{
	char count[48];
	int result = history_execute(history, history_steps[step], "bring up to date", error);

	if (result)
		return result;
	sqlite3_snprintf(sizeof(count), count, "PRAGMA user_version = %d", step + 1);
	return history_execute(history, count, "bring up to date", error);
}

/* All steps or none: another process may be at the same. */
static int take_steps(struct ws_history *history, struct ws_error *error)
{
	struct ws_error ignored;
	int version;
	int result = history_execute(history, "BEGIN IMMEDIATE", "bring up to date", error);

	if (result)
		return result;
	result = version_of(history, &version, error);
	while (!result && version < history_step_count)
		result = take_step(history, version++, error);
	if (!result)
		result = history_execute(history, "COMMIT", "bring up to date", error);
	if (result)
		history_execute(history, "ROLLBACK", "leave", &ignored);
	return result;
}

int history_migrate(struct ws_history *history, struct ws_error *error)
{
	int version;
	int result = version_of(history, &version, error);

	if (result)
		return result;
	if (version < 0 || version > history_step_count)
		return ws_fail(error, EPROTO,
			       "cannot use the history %s: a later version of worldswitch made it "
			       "(%d, here %d); it is left as it is",
			       history->path, version, history_step_count);
	return version == history_step_count ? 0 : take_steps(history, error);
}
