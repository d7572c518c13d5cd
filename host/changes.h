/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is changed for a measurement, and back. The caller has the journal's lock. */
#ifndef WORLDSWITCH_HOST_CHANGES_H
#define WORLDSWITCH_HOST_CHANGES_H

#include "host/cpus.h"
#include "host/journal.h"

/* What is not yet as a measurement on these CPUs wants it. */
int host_changes_plan(const char *root, const struct host_cpus *cpus, struct host_changes *changes,
		      struct ws_error *error);

/*
 * Changes them, after the journal is written, and notes which were taken: a kernel refuses to move
 * some interrupts, which stay. How many those are; -errno where nothing was changed.
 */
int host_changes_make(const char *root, struct host_changes *changes, struct ws_error *error);

/*
 * Puts back what a journal says and removes it; how many were put back. -errno where something
 * could not be, and the journal stays.
 */
int host_changes_undo(const char *root, struct ws_error *error);

#endif
