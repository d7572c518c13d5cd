/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files as they were when they were last looked at, and the records beside them that say so. */
#ifndef WORLDSWITCH_LAB_STORE_STAMP_H
#define WORLDSWITCH_LAB_STORE_STAMP_H

#include <jansson.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "support/file.h"

/*
 * A file's identity at one time. As long as it is the same nobody has written to the file: any
 * write, rename or restored time moves the change time, which no program can set. So its checksum
 * needs to be computed only when this differs.
 */
struct store_stamp {
	long long inode, size, changed; /* changed: st_ctim in nanoseconds */
};

struct store_stamp store_stamp_of(const struct stat *status);
bool store_stamp_equal(const struct store_stamp *a, const struct store_stamp *b);

/*
 * A record as JSON, of which the rest is the caller's to check and to free. -ENOENT: no such file;
 * -EINVAL: not a record of this schema with a stamp.
 */
int store_stamp_read(const char *path, const char *schema, json_t **root,
		     struct store_stamp *stamp);

/* Writes one, of members that are freed; NULL: there was no memory for them. */
int store_stamp_write(const char *path, const char *schema, json_t *members,
		      const struct store_stamp *stamp, struct ws_error *error);

#endif
