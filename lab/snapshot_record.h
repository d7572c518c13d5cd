/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The record beside a snapshot: how to know its bytes, and what it is of. */
#ifndef WORLDSWITCH_LAB_SNAPSHOT_RECORD_H
#define WORLDSWITCH_LAB_SNAPSHOT_RECORD_H

#include "lab/store_stamp.h"

#define SNAPSHOT_SAID_MAX   128
#define SNAPSHOT_TARGET_MAX 512

struct snapshot_record {
	char key[WS_DIGEST_SIZE]; /* of everything that went in it, its name */
	char sha256[WS_DIGEST_SIZE];
	struct store_stamp stamp;
	char kvm_said[SNAPSHOT_SAID_MAX];
	char target[SNAPSHOT_TARGET_MAX]; /* for a reader */
};

/* -ENOENT: no such file; -EINVAL: not a record. */
int snapshot_record_read(const char *path, struct snapshot_record *record);

/* Whole or not at all. */
int snapshot_record_write(const char *path, const struct snapshot_record *record,
			  struct ws_error *error);

#endif
