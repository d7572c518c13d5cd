// SPDX-License-Identifier: GPL-2.0-or-later
/* A result goes in whole: its document, and what queries look at, in one transaction. */
#include <errno.h>
#include <sha256.h>
#include <stdlib.h>
#include <string.h>

#include "history/database.h"
#include "report/names.h"
#include "report/report.h"
#include "support/file.h"

/* Statements that are used for every result; prepared once. */
enum { INSERT_RESULT, INSERT_PROPERTY, INSERT_COMPONENT, INSERT_CELL, INSERTS };

static const char *const inserts[INSERTS] = {
	[INSERT_RESULT] = "INSERT OR IGNORE INTO result (digest, created, target, document)"
			  " VALUES (?, ?, ?, ?)",
	[INSERT_PROPERTY] = "INSERT INTO property (name, value, result) VALUES (?, ?, ?)",
	[INSERT_COMPONENT] = "INSERT INTO component (role, name, version, sha256, result)"
			     " VALUES (?, ?, ?, ?, ?)",
	[INSERT_CELL] = "INSERT INTO cell (benchmark, verdict, unit, value, result)"
			" VALUES (?, ?, ?, ?, ?)",
};

struct adding {
	struct ws_history *history;
	sqlite3_stmt *statements[INSERTS];
	sqlite3_int64 result; /* the row of the one that is being added */
	size_t added;
};

static int insert(struct adding *adding, int which, struct ws_error *error)
{
	sqlite3_stmt *statement = adding->statements[which];
	int code = sqlite3_step(statement);

	sqlite3_reset(statement);
	return code == SQLITE_DONE ? 0 : history_fail(adding->history, code, "write to", error);
}

/* The strings live until the statement has been stepped; one that is NULL is SQL's NULL. */
static void bind(sqlite3_stmt *statement, int at, const char *text)
{
	sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

static int add_properties(struct adding *adding, const struct ws_result *result,
			  struct ws_error *error)
{
	sqlite3_stmt *statement = adding->statements[INSERT_PROPERTY];
	int failure = 0;

	for (size_t at = 0; at < result->property_count && !failure; at++) {
		bind(statement, 1, result->properties[at].name);
		bind(statement, 2, result->properties[at].value);
		sqlite3_bind_int64(statement, 3, adding->result);
		failure = insert(adding, INSERT_PROPERTY, error);
	}
	return failure;
}

static int add_components(struct adding *adding, const struct ws_result *result,
			  struct ws_error *error)
{
	sqlite3_stmt *statement = adding->statements[INSERT_COMPONENT];
	int failure = 0;

	for (size_t at = 0; at < result->component_count && !failure; at++) {
		const struct ws_component *component = &result->components[at];

		bind(statement, 1, component->role);
		bind(statement, 2, component->name);
		bind(statement, 3, component->version);
		bind(statement, 4, component->sha256);
		sqlite3_bind_int64(statement, 5, adding->result);
		failure = insert(adding, INSERT_COMPONENT, error);
	}
	return failure;
}

static int add_cells(struct adding *adding, const struct ws_result *result, struct ws_error *error)
{
	sqlite3_stmt *statement = adding->statements[INSERT_CELL];
	int failure = 0;

	for (size_t at = 0; at < result->cell_count && !failure; at++) {
		const struct ws_cell *cell = &result->cells[at];

		bind(statement, 1, ws_benchmark_texts[cell->benchmark].id);
		bind(statement, 2, ws_verdict_id(cell->verdict));
		bind(statement, 3, ws_unit_id(cell->unit));
		sqlite3_bind_null(statement, 4);
		if (cell->verdict == WS_VERDICT_MEASURED)
			sqlite3_bind_int64(statement, 4, (sqlite3_int64)cell->value);
		sqlite3_bind_int64(statement, 5, adding->result);
		failure = insert(adding, INSERT_CELL, error);
	}
	return failure;
}

/* Whether it was not there; its row is then adding->result. */
static int add_document(struct adding *adding, const struct ws_result *result, bool *is_new,
			struct ws_error *error)
{
	sqlite3_stmt *statement = adding->statements[INSERT_RESULT];
	char *document = ws_report_json(result, 1);
	char digest[WS_DIGEST_SIZE];
	int failure;

	if (!document)
		return ws_fail_errno(error, ENOMEM, "cannot write to the history %s",
				     adding->history->path);
	SHA256Data((const uint8_t *)document, strlen(document), digest);
	bind(statement, 1, digest);
	bind(statement, 2, result->created);
	bind(statement, 3, result->target);
	sqlite3_bind_blob64(statement, 4, document, strlen(document), SQLITE_STATIC);
	failure = insert(adding, INSERT_RESULT, error);
	sqlite3_clear_bindings(statement);
	free(document);
	*is_new = !failure && sqlite3_changes(adding->history->database) > 0;
	adding->result = sqlite3_last_insert_rowid(adding->history->database);
	return failure;
}

static int add_result(struct adding *adding, const struct ws_result *result, struct ws_error *error)
{
	bool is_new = false;
	int failure = add_document(adding, result, &is_new, error);

	if (failure || !is_new)
		return failure;
	adding->added++;
	failure = add_properties(adding, result, error);
	if (!failure)
		failure = add_components(adding, result, error);
	return failure ? failure : add_cells(adding, result, error);
}

static int add_all(struct adding *adding, const struct ws_result *results, size_t count,
		   struct ws_error *error)
{
	int failure = 0;

	for (int at = 0; at < INSERTS && !failure; at++)
		failure = history_prepare(adding->history, inserts[at], &adding->statements[at],
					  "write to", error);
	for (size_t at = 0; at < count && !failure; at++)
		failure = add_result(adding, &results[at], error);
	for (int at = 0; at < INSERTS; at++)
		sqlite3_finalize(adding->statements[at]);
	return failure;
}

static int add_in_transaction(struct ws_history *history, const struct ws_result *results,
			      size_t count, size_t *added, struct ws_error *error)
{
	struct adding adding = {.history = history};
	struct ws_error ignored;
	int failure = history_execute(history, "BEGIN IMMEDIATE", "write to", error);

	if (failure)
		return failure;
	failure = add_all(&adding, results, count, error);
	if (!failure)
		failure = history_execute(history, "COMMIT", "write to", error);
	if (failure)
		history_execute(history, "ROLLBACK", "leave", &ignored);
	else if (added)
		*added = adding.added;
	return failure;
}

int ws_history_add(struct ws_history *history, const struct ws_result *results, size_t count,
		   size_t *added, struct ws_error *error)
{
	int failure = add_in_transaction(history, results, count, added, error);

	if (failure != -EUCLEAN)
		return failure;
	failure = history_renew(history, error);
	return failure ? failure : add_in_transaction(history, results, count, added, error);
}
