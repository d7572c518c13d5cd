/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The record of one stored image: which file a package's name stands for, and how to know it. */
#ifndef WORLDSWITCH_LAB_STORE_RECORD_H
#define WORLDSWITCH_LAB_STORE_RECORD_H

#include "lab/deb_control.h"
#include "lab/store_stamp.h"

struct store_record {
	char package[DEB_WORD_MAX];
	char version[DEB_WORD_MAX];
	char sha256[WS_DIGEST_SIZE];
	struct store_stamp stamp;
};

/* -ENOENT: no such file; -EINVAL: not a record. */
int store_record_read(const char *path, struct store_record *record);

/* Written to temporary, then renamed to path. */
int store_record_write(const char *path, const char *temporary, const struct store_record *record,
		       struct ws_error *error);

#endif
