/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A machine that is set for a measurement, and as it was afterwards, whatever becomes of who asked
 * for it. A process of its own, the guardian, makes the changes and waits; when the one that
 * measures says so, or is no more, it puts everything back. Should the guardian be killed, too,
 * there is the journal.
 */
#ifndef WORLDSWITCH_HOST_TUNE_H
#define WORLDSWITCH_HOST_TUNE_H

#include <sys/types.h>

#include "host/cpus.h"
#include "support/error.h"

struct host_tune {
	const char *root;
	pid_t guardian;
	int channel;
	char text[256]; /* what was changed */
};

/*
 * Puts back what somebody has left, then changes what is to be changed. -EBUSY: another one has it
 * changed; -EACCES: it takes root.
 */
int host_tune_begin(struct host_tune *tune, const char *root, const struct host_cpus *cpus,
		    struct ws_error *error);

/* Everything is as it was before when this returns 0. */
int host_tune_end(struct host_tune *tune, struct ws_error *error);

/*
 * Puts back what somebody has left who was killed with his guardian: how many settings. 0: there is
 * nothing; -EBUSY: who changed them is at it.
 */
int host_tune_recover(const char *root, struct ws_error *error);

#endif
