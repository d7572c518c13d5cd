/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The record beside a snapshot: how to know its bytes, and what it was made of. */
#ifndef WORLDSWITCH_LAB_SNAPSHOT_RECORD_H
#define WORLDSWITCH_LAB_SNAPSHOT_RECORD_H

#include <limits.h>

#include "lab/snapshot.h"
#include "lab/store_record.h"

#define SNAPSHOT_TEXT_MAX 512

struct snapshot_record {
	char sha256[WS_DIGEST_SIZE];
	struct store_stamp stamp;
	char kvm_said[SNAPSHOT_KVM_MAX];
	char target[SNAPSHOT_TEXT_MAX]; /* for a reader: target, CPU model, GIC */
	char emulator[WS_DIGEST_SIZE];
	char initramfs[WS_DIGEST_SIZE];
	char kernel[PATH_MAX];
	char kernel_sha256[WS_DIGEST_SIZE];
};

/* -ENOENT: no such file; -EINVAL: not a record. */
int snapshot_record_read(const char *path, struct snapshot_record *record);

int snapshot_record_write(const char *path, const struct snapshot_record *record,
			  struct ws_error *error);

#endif
