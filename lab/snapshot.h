/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Booted machines, saved: FOLDER/KEY.snapshot and FOLDER/KEY.json, which tells its bytes by size
 * and SHA-256. The key is a hash of all that went in, so that nothing outdated is ever found, and
 * a snapshot whose bytes are not the recorded ones counts as absent.
 */
#ifndef WORLDSWITCH_LAB_SNAPSHOT_H
#define WORLDSWITCH_LAB_SNAPSHOT_H

#include "lab/plan.h"

#define SNAPSHOT_KVM_MAX 128

/* Gives a plan its folder of snapshots and its key. */
int snapshot_plan(struct lab_plan *plan, struct ws_error *error);

/* The key of a command line, that of saving, with digests in place of paths. */
int snapshot_key(const struct lab_plan *plan, char key[WS_DIGEST_SIZE], struct ws_error *error);

/*
 * The plan's snapshot, its path allocated, and what the kernel said of KVM when it booted. It is
 * the most recently used one from now on. -ENOENT: there is none, or it is damaged.
 */
int snapshot_find(const struct lab_plan *plan, char **path, char kvm_said[SNAPSHOT_KVM_MAX]);

/* One that is being made: locked, so that only one process does. */
struct snapshot_draft {
	const struct lab_plan *plan;
	char *path; /* where the emulator saves the machine; not its final name */
	int lock;
};

/* -EBUSY: somebody makes it already; else the folder can't be written to. */
int snapshot_begin(const struct lab_plan *plan, struct snapshot_draft *draft,
		   struct ws_error *error);

/* What was saved gets its name, and the least recently used ones go where there is too much. */
int snapshot_commit(struct snapshot_draft *draft, const char *kvm_said, struct ws_error *error);

/* Nothing of it is left. Harmless after snapshot_commit, which frees the draft too. */
void snapshot_abandon(struct snapshot_draft *draft);

/* The emulator can't restore it. */
void snapshot_discard(const struct lab_plan *plan);

/* The bytes that all snapshots together may have. */
#define SNAPSHOT_BYTES_MAX (2ULL << 30)

#endif
