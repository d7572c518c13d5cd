/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Result documents read back (docs/result.md). A file may come from anyone: what this returns is
 * a result that this program could have written itself, each part checked, and nothing else.
 */
#ifndef WORLDSWITCH_REPORT_READ_H
#define WORLDSWITCH_REPORT_READ_H

#include <stddef.h>

#include <worldswitch/result.h>

#include "support/error.h"

/* Longer documents are refused: a set of 32 results of hardware takes a few MiB. */
#define WS_DOCUMENT_MAX (64 << 20)

struct ws_results {
	struct ws_result *list;
	size_t count;
};

/*
 * The results of a document, one or a set, in its order. `name` is for the line of error, which
 * says where in the document it is wrong. -EBADMSG for bytes that are no such document, -ENOMEM.
 * ws_report_json makes the same bytes of what was read from those that it made.
 */
int ws_results_parse(const char *name, const char *data, size_t size, struct ws_results *results,
		     struct ws_error *error);

/* The same of a file. -EFBIG or the failing call's errno where it cannot be read. */
int ws_results_read(const char *path, struct ws_results *results, struct ws_error *error);

void ws_results_free(struct ws_results *results);

/* Moves what more has to the end of results; more is free afterwards, in any case. -ENOMEM. */
int ws_results_move(struct ws_results *results, struct ws_results *more, struct ws_error *error);

#endif
