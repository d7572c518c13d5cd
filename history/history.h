/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every finished result, in one SQLite database of the user's data folder. A result is named by its
 * content, the SHA-256 of its document, so that those of many machines come together without a
 * conflict and the same one twice is one.
 */
#ifndef WORLDSWITCH_HISTORY_H
#define WORLDSWITCH_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/result.h>

#include "support/error.h"

struct ws_history;

/*
 * Opens the database at path, which is made where there is none and brought up to date where it is
 * older. -EPROTO: of a later version of this program, it is left as it is; -EBUSY: another process
 * kept it for too long; -errno.
 */
int ws_history_open(const char *path, struct ws_history **history, struct ws_error *error);
void ws_history_close(struct ws_history *history);

/*
 * A file that is damaged is never written over: it is renamed, and a new one made in its place.
 * What it is called now, if that has happened since it was opened or while it was; else NULL.
 */
const char *ws_history_set_aside(const struct ws_history *history);

/*
 * Adds results, all or none. *added: how many were not there yet; may be NULL. What has returned is
 * on disk. -EBUSY, -ENOSPC, -EROFS, -ENOMEM, -EIO.
 */
int ws_history_add(struct ws_history *history, const struct ws_result *results, size_t count,
		   size_t *added, struct ws_error *error);

#define WS_HISTORY_WHERE_MAX 16

/* What is looked for; NULL and 0 leave it open. Patterns are SQLite's GLOB: * ? [abc]. */
struct ws_history_query {
	const char *target;    /* pattern */
	const char *benchmark; /* pattern; NULL: results are looked for, not cells */
	const char *since;     /* RFC 3339, or the beginning of it: 2026, 2026-11-22 */
	const char *until;     /* likewise; all that begins so belongs to it */
	struct {
		const char *key;     /* of a property, or the role of a component */
		const char *pattern; /* of its value, or of its name, its version, or both */
	} where[WS_HISTORY_WHERE_MAX];
	size_t where_count;
};

/* One cell that was found, or (benchmark NULL) one result. Valid until the function returns. */
struct ws_history_row {
	const char *digest;
	const char *created;
	const char *target;
	const char *cpu;     /* or NULL */
	const char *image;   /* of the hypervisor, or else the kernel: its name, or NULL */
	const char *version; /* likewise */
	uint32_t cells;      /* of the result */
	uint32_t measured;   /* of those */
	const char *benchmark;
	const char *verdict;
	const char *unit;
	bool has_value;
	uint64_t value;
	const char *environment; /* all of its properties and components: equal where those are */
};

/* Calls found for each, the oldest first, until it returns other than 0, which is returned. */
int ws_history_find(struct ws_history *history, const struct ws_history_query *query,
		    int (*found)(void *context, const struct ws_history_row *row), void *context,
		    struct ws_error *error);

/* Calls found with the document of the result of this digest; 0 where there is none. */
int ws_history_document(struct ws_history *history, const char *digest,
			int (*found)(void *context, const char *document, size_t size),
			void *context, struct ws_error *error);

/* The same with the documents of the results that have such a cell, or are such a result. */
int ws_history_documents(struct ws_history *history, const struct ws_history_query *query,
			 int (*found)(void *context, const char *document, size_t size),
			 void *context, struct ws_error *error);

#endif
