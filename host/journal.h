/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was changed on a machine, and what it was before. It is written before anything is, so that
 * whoever comes later can put it back; it is in /run, which a restart of the machine empties as it
 * sets everything anew. Settings are named by kind and number, so that no journal, whoever wrote
 * it, leads to another file.
 */
#ifndef WORLDSWITCH_HOST_JOURNAL_H
#define WORLDSWITCH_HOST_JOURNAL_H

#include "host/settings.h"
#include "support/error.h"

struct host_change {
	enum host_setting setting;
	unsigned int number;
	char before[HOST_VALUE_MAX];
	char after[HOST_VALUE_MAX]; /* these are not in the journal */
	bool taken;
};

struct host_changes {
	struct host_change *items;
	size_t count;
};

/* A copy of the change; -ENOMEM. */
int host_changes_add(struct host_changes *changes, const struct host_change *change);
void host_changes_free(struct host_changes *changes);

/*
 * The right to change this machine, for one at a time: a descriptor that holds it while it, or a
 * copy of it, is open. -EBUSY: another one has it; -EACCES: it takes root.
 */
int host_journal_lock(const char *root, struct ws_error *error);

/* Whether a journal is there. */
bool host_journal_exists(const char *root);

int host_journal_write(const char *root, const struct host_changes *changes,
		       struct ws_error *error);
/* -EINVAL: it is none. What it holds is freed by the caller. */
int host_journal_read(const char *root, struct host_changes *changes, struct ws_error *error);
int host_journal_remove(const char *root, struct ws_error *error);

#endif
