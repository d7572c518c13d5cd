/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The result document on disk: whole after every cell that ends, whatever happens next. */
#ifndef WORLDSWITCH_CLI_KEEP_H
#define WORLDSWITCH_CLI_KEEP_H

#include <stdbool.h>
#include <stddef.h>

#include <worldswitch/result.h>

#include "support/error.h"

struct keep {
	char *path;     /* NULL: nothing is kept */
	bool asked_for; /* by --output: a failure to write is then an error */
	bool written;
	int failure; /* of the last write: 0 or -errno */
};

/*
 * Finds out early whether FILE can be written, without leaving anything behind. Where output is
 * NULL: a new name in the user's data folder, which is created. -errno and a line.
 */
int keep_begin(struct keep *keep, const char *output, struct ws_error *error);

/* Writes the document of these results in place of the one before. */
int keep_write(struct keep *keep, const struct ws_result *results, size_t count,
	       struct ws_error *error);
/* Says in the end where it is kept; the exit status, worse where it should be and is not. */
int keep_tell(const struct keep *keep, int status);

/* There is nothing worth keeping: what was written is taken away. */
void keep_forget(const struct keep *keep);

void keep_end(struct keep *keep);

#endif
