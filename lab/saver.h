/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dialogue that saves a machine: QEMU's lines go in, commands for it come out. The machine runs
 * undisturbed until it stops itself; then all of it is written to a file.
 */
#ifndef WORLDSWITCH_LAB_SAVER_H
#define WORLDSWITCH_LAB_SAVER_H

#include "lab/qmp.h"
#include "records/lines.h"

enum saver_state {
	SAVER_GREETING,
	SAVER_PREPARING, /* commands of a list, one after the other */
	SAVER_RUNNING,   /* until the guest stops itself */
	SAVER_SAVING,
	SAVER_ASKING, /* why it was not saved */
	SAVER_DONE,
	SAVER_FAILED,
};

struct saver {
	const char *path; /* where to save; must stay until the end */
	/* Sends a line to QEMU; must take all of it. */
	void (*send)(void *context, const char *line);
	void *context;
	enum saver_state state;
	unsigned int prepared; /* commands answered */
	struct lines lines;
	char reason[200]; /* failed: why */
};

void saver_feed(struct saver *saver, const char *data, size_t size);

#endif
