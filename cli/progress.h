/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is going on, on stderr: one line redrawn on a terminal, elsewhere a line per long step. */
#ifndef WORLDSWITCH_CLI_PROGRESS_H
#define WORLDSWITCH_CLI_PROGRESS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cli/run_options.h"

/* One target under way; step[0] == '\0': nothing is. */
struct progress_target {
	const char *id;
	char step[128];
	unsigned int since; /* seconds after the start */
	bool printed;
	bool over; /* what it still says is of no interest */
};

struct progress {
	FILE *out;
	bool redraw;  /* it is a terminal, and not verbose */
	bool verbose; /* print every step when it begins */
	bool ending;
	bool drawn; /* there is a line to be wiped */
	long long start;
	struct progress_target targets[CLI_TARGETS_MAX];
	size_t target_count;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	pthread_t ticker;
	bool ticking;
};

void progress_begin(struct progress *progress, FILE *out, bool verbose);
void progress_end(struct progress *progress);

/* The target's step from now on; "" when it has none any more. */
void progress_step(struct progress *progress, const char *id, const char *step);

/* The target has nothing left to do: its tidying up is not worth a line. */
void progress_over(struct progress *progress, const char *id);

/* Prints a line of another kind without disturbing the display. */
void progress_say(struct progress *progress, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
