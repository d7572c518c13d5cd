// SPDX-License-Identifier: GPL-2.0-or-later
/* Looking for results and cells: one statement, of fixed parts; all that is asked for is bound. */
#include <errno.h>
#include <string.h>

#include "history/database.h"

#define OF_RESULT(table) " FROM " table " WHERE " table ".result = result.id"

/* What a result ran on: Xen, or else the kernel. */
#define OF_IMAGE                                                                                   \
	OF_RESULT("component") " AND role IN ('hypervisor', 'kernel') ORDER BY role LIMIT 1)"

#define CPU_COLUMN      "(SELECT value" OF_RESULT("property") " AND name = 'cpu')"
#define NAME_COLUMN     "(SELECT name" OF_IMAGE
#define VERSION_COLUMN  "(SELECT version" OF_IMAGE
#define CELLS_COLUMN    "(SELECT count(*)" OF_RESULT("cell") ")"
#define MEASURED_COLUMN "(SELECT count(*)" OF_RESULT("cell") " AND verdict = 'measured')"

/* No text of a document has a control character: what stands between two cannot be part of one. */
#define BETWEEN " || char(31) || "
#define PROPERTIES_COLUMN                                                                          \
	"(SELECT coalesce(group_concat(name" BETWEEN                                               \
	"value, char(30)), '')" OF_RESULT("property") ")"
#define COMPONENTS_COLUMN                                                                          \
	"(SELECT coalesce(group_concat(role" BETWEEN "coalesce(name, char(29))" BETWEEN            \
	"coalesce(version, char(29))" BETWEEN                                                      \
	"coalesce(sha256, char(29)), char(30)), '')" OF_RESULT("component") ")"

#define RESULT_COLUMNS                                                                             \
	"SELECT digest, created, target, " CPU_COLUMN ", " NAME_COLUMN ", " VERSION_COLUMN         \
	", " CELLS_COLUMN ", " MEASURED_COLUMN ", " PROPERTIES_COLUMN " || " COMPONENTS_COLUMN

enum {
	DIGEST,
	CREATED,
	TARGET,
	CPU,
	IMAGE_NAME,
	IMAGE_VERSION,
	CELLS,
	MEASURED,
	ENVIRONMENT,
	BENCHMARK,
	VERDICT,
	UNIT,
	VALUE
};

/* until: what begins with it belongs to it, so that its rest is as late as can be. */
#define CONDITIONS                                                                                 \
	" WHERE (?1 IS NULL OR target GLOB ?1) AND (?3 IS NULL OR created >= ?3)"                  \
	" AND (?4 IS NULL OR created <= ?4 || '~')"

#define HAS_CELL " AND (?2 IS NULL OR EXISTS (SELECT 1" OF_RESULT("cell") " AND benchmark GLOB ?2))"

/* With the number of the key and that of the pattern, in the order of statement_text. */
#define WHERE                                                                                      \
	" AND (EXISTS (SELECT 1" OF_RESULT(                                                        \
		"property") " AND name = ?%d AND value GLOB ?%d)"                                  \
			    " OR EXISTS (SELECT 1" OF_RESULT(                                      \
				    "component") " AND role = ?%d AND (name GLOB ?%d"              \
						 " OR version GLOB ?%d OR name || ' ' || version " \
						 "GLOB ?%d)))"

#define FIRST_WHERE 5

static const char find_results[] = RESULT_COLUMNS " FROM result" CONDITIONS HAS_CELL;
static const char find_cells[] =
	RESULT_COLUMNS ", benchmark, verdict, unit, cell.value FROM result"
		       " JOIN cell ON cell.result = result.id" CONDITIONS " AND benchmark GLOB ?2";
static const char find_documents[] = "SELECT document FROM result" CONDITIONS HAS_CELL;

static char *statement_text(const char *find, const struct ws_history_query *query)
{
	sqlite3_str *text = sqlite3_str_new(NULL);

	sqlite3_str_appendall(text, find);
	for (size_t at = 0; at < query->where_count; at++) {
		int key = FIRST_WHERE + 2 * (int)at;

		sqlite3_str_appendf(text, WHERE, key, key + 1, key, key + 1, key + 1, key + 1);
	}
	sqlite3_str_appendall(text, " ORDER BY created, result.id");
	return sqlite3_str_finish(text);
}

static void bind(sqlite3_stmt *statement, int at, const char *text)
{
	sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

static void bind_query(sqlite3_stmt *statement, const struct ws_history_query *query)
{
	bind(statement, 1, query->target);
	bind(statement, 2, query->benchmark);
	bind(statement, 3, query->since);
	bind(statement, 4, query->until);
	for (size_t at = 0; at < query->where_count; at++) {
		bind(statement, FIRST_WHERE + 2 * (int)at, query->where[at].key);
		bind(statement, FIRST_WHERE + 2 * (int)at + 1, query->where[at].pattern);
	}
}

static int begin(struct ws_history *history, const char *find, const struct ws_history_query *query,
		 sqlite3_stmt **statement, struct ws_error *error)
{
	char *text;
	int result;

	if (query->where_count > WS_HISTORY_WHERE_MAX)
		return ws_fail(error, E2BIG, "cannot look for more than %d conditions at once",
			       WS_HISTORY_WHERE_MAX);
	text = statement_text(find, query);
	if (!text)
		return ws_fail_errno(error, ENOMEM, "cannot read the history %s", history->path);
	result = history_prepare(history, text, statement, "read", error);
	sqlite3_free(text);
	if (!result)
		bind_query(*statement, query);
	return result;
}

static const char *text_of(sqlite3_stmt *statement, int column)
{
	return (const char *)sqlite3_column_text(statement, column);
}

static struct ws_history_row row_of(sqlite3_stmt *statement, bool is_cell)
{
	struct ws_history_row row = {
		.digest = text_of(statement, DIGEST),
		.created = text_of(statement, CREATED),
		.target = text_of(statement, TARGET),
		.cpu = text_of(statement, CPU),
		.image = text_of(statement, IMAGE_NAME),
		.version = text_of(statement, IMAGE_VERSION),
		.cells = (uint32_t)sqlite3_column_int64(statement, CELLS),
		.measured = (uint32_t)sqlite3_column_int64(statement, MEASURED),
		.environment = text_of(statement, ENVIRONMENT),
	};

	if (!is_cell)
		return row;
	row.benchmark = text_of(statement, BENCHMARK);
	row.verdict = text_of(statement, VERDICT);
	row.unit = text_of(statement, UNIT);
	row.has_value = sqlite3_column_type(statement, VALUE) == SQLITE_INTEGER;
	row.value = (uint64_t)sqlite3_column_int64(statement, VALUE);
	return row;
}

int ws_history_find(struct ws_history *history, const struct ws_history_query *query,
		    int (*found)(void *context, const struct ws_history_row *row), void *context,
		    struct ws_error *error)
{
	const char *find = query->benchmark ? find_cells : find_results;
	sqlite3_stmt *statement = NULL;
	int code = SQLITE_DONE;
	int result = begin(history, find, query, &statement, error);

	if (result)
		return result;
	while (!result && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		struct ws_history_row row = row_of(statement, query->benchmark != NULL);

		result = found(context, &row);
	}
	if (!result && code != SQLITE_DONE)
		result = history_fail(history, code, "read", error);
	sqlite3_finalize(statement);
	return result;
}

int ws_history_document(struct ws_history *history, const char *digest,
			int (*found)(void *context, const char *document, size_t size),
			void *context, struct ws_error *error)
{
	sqlite3_stmt *statement = NULL;
	int code;
	int result = history_prepare(history, "SELECT document FROM result WHERE digest = ?1",
				     &statement, "read", error);

	if (result)
		return result;
	bind(statement, 1, digest);
	code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		result = found(context, sqlite3_column_blob(statement, 0),
			       (size_t)sqlite3_column_bytes(statement, 0));
	else if (code != SQLITE_DONE)
		result = history_fail(history, code, "read", error);
	sqlite3_finalize(statement);
	return result;
}

int ws_history_documents(struct ws_history *history, const struct ws_history_query *query,
			 int (*found)(void *context, const char *document, size_t size),
			 void *context, struct ws_error *error)
{
	sqlite3_stmt *statement = NULL;
	int code = SQLITE_DONE;
	int result = begin(history, find_documents, query, &statement, error);

	if (result)
		return result;
	while (!result && (code = sqlite3_step(statement)) == SQLITE_ROW)
		result = found(context, sqlite3_column_blob(statement, 0),
			       (size_t)sqlite3_column_bytes(statement, 0));
	if (!result && code != SQLITE_DONE)
		result = history_fail(history, code, "read", error);
	sqlite3_finalize(statement);
	return result;
}
