/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What on this machine disturbs a timed measurement, and what to do about each. */
#ifndef WORLDSWITCH_HOST_HAZARDS_H
#define WORLDSWITCH_HOST_HAZARDS_H

#include <stddef.h>

#include "host/cpus.h"

#define HOST_FINDINGS_MAX 32

enum host_state {
	HOST_FINE,
	HOST_NOTE,   /* nothing wrong; who reads the numbers should know it */
	HOST_HAZARD, /* it changes the numbers, or makes them vary */
	HOST_WRONG   /* nothing can be measured */
};

struct host_finding {
	const char *id; /* in a result */
	const char *what;
	enum host_state state;
	char found[160];
	char advice[256]; /* empty where it is fine */
};

struct host_question {
	const char *root; /* what stands before "/sys" and "/proc": "" on a machine */
	struct host_cpus cpus;
	unsigned int interval_ms; /* for which CPUs are watched */
};

/* Fills up to limit findings, in a fixed order, and returns how many there are. */
size_t host_examine(const struct host_question *question, struct host_finding *findings,
		    size_t limit);

/* The same without what takes watching (watch.h), at once. */
size_t host_examine_settings(const struct host_question *question, struct host_finding *findings,
			     size_t limit);

/* Its word: ok, note, hazard, wrong. */
const char *host_state_word(enum host_state state);

/* A state with its texts; advice is NULL where there is none. */
void host_conclude(struct host_finding *finding, enum host_state state, const char *advice,
		   const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
