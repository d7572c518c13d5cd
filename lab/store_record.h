/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The record of one stored image: which file a package's name stands for, and how to know it. */
#ifndef WORLDSWITCH_LAB_STORE_RECORD_H
#define WORLDSWITCH_LAB_STORE_RECORD_H

#include <stdbool.h>
#include <sys/stat.h>

#include "lab/deb_control.h"
#include "support/file.h"

/*
 * A file's identity at one time. As long as it is the same nobody has written to the file: any
 * write, rename or restored time moves the change time, which no program can set. So its checksum
 * needs to be computed only when this differs.
 */
struct store_stamp {
	long long inode, size, changed; /* changed: st_ctim in nanoseconds */
};

struct store_record {
	char package[DEB_WORD_MAX];
	char version[DEB_WORD_MAX];
	char sha256[WS_DIGEST_SIZE];
	struct store_stamp stamp;
};

struct store_stamp store_stamp_of(const struct stat *status);
bool store_stamp_equal(const struct store_stamp *a, const struct store_stamp *b);

/* -ENOENT: no such file; -EINVAL: not a record. */
int store_record_read(const char *path, struct store_record *record);

/* Written to temporary, then renamed to path. */
int store_record_write(const char *path, const char *temporary, const struct store_record *record,
		       struct ws_error *error);

#endif
