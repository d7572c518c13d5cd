/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files, whole or not at all: bounded reads, writes that appear under their name only when
 * complete. */
#ifndef WORLDSWITCH_SUPPORT_FILE_H
#define WORLDSWITCH_SUPPORT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "support/error.h"

/*
 * Reads a whole regular file of at most limit bytes into *data (allocated, followed by a NUL that
 * is not counted). -EFBIG where it is longer, else the errno of the failing call.
 */
int ws_file_read(const char *path, size_t limit, char **data, size_t *size, struct ws_error *error);

/*
 * Writes data to a temporary file beside path, syncs it and renames it to path. On any failure path
 * is as it was and the temporary file is gone. What is there and no regular file (a device, a pipe)
 * is written to instead.
 */
int ws_file_write(const char *path, const void *data, size_t size, struct ws_error *error);

/*
 * Whether a few pages could be written there so; nothing is left of the trial. For who is to write
 * at the end of something long.
 */
int ws_file_try(const char *path, struct ws_error *error);

/* write(2) until all of it is written; -errno. */
int ws_write_all(int fd, const char *data, size_t size);

/* Whether all that was printed to the standard output is there, what a full buffer lost included.
 */
int ws_flush_output(struct ws_error *error);

/* Creates a directory and its parents, as mkdir -p. */
int ws_directory_create(const char *path, struct ws_error *error);

/* The SHA-256 of a file in lower-case hexadecimal. */
#define WS_DIGEST_SIZE 65
int ws_file_digest(const char *path, char digest[WS_DIGEST_SIZE], struct ws_error *error);

/* Whether a text is one; whether it begins with one, and with no digit more. */
bool ws_is_digest(const char *text);
bool ws_begins_with_digest(const char *text);

#endif
