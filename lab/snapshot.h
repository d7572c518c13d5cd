/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Booted machines, saved: FOLDER/KEY.snapshot and FOLDER/KEY.json, which tells its bytes by size
 * and SHA-256. The key is a hash of all that went in, so that nothing outdated is ever found; a
 * snapshot whose bytes are not the recorded ones, or whose record is another one's, is not used.
 */
#ifndef WORLDSWITCH_LAB_SNAPSHOT_H
#define WORLDSWITCH_LAB_SNAPSHOT_H

#include "lab/plan.h"
#include "lab/snapshot_record.h"

#define SNAPSHOT_FILE   ".snapshot"
#define SNAPSHOT_RECORD ".json"
#define SNAPSHOT_DRAFT  ".unfinished"

/* Gives a plan its folder of snapshots and its key. */
int snapshot_plan(struct lab_plan *plan, struct ws_error *error);

/* The key of a command line, that of saving, of digests in place of paths; of a described plan. */
int snapshot_key(const struct lab_plan *plan, char key[WS_DIGEST_SIZE], struct ws_error *error);

/*
 * The plan's snapshot, its path allocated, and its record. It is the most recently used one from
 * now on. -ENOENT: there is none; -EBADMSG and a line: there is one, which must not be used.
 */
int snapshot_find(const struct lab_plan *plan, char **path, struct snapshot_record *record,
		  struct ws_error *error);

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

/* It is of no use. */
void snapshot_discard(const struct lab_plan *plan);

#endif
