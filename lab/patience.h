/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How long a child is waited for, on a machine that has other things to do as well. */
#ifndef WORLDSWITCH_LAB_PATIENCE_H
#define WORLDSWITCH_LAB_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Of an interval, the part that is computing: one that has less of it counts by the clock. */
#define PATIENCE_SHARE 20

struct patience {
	pid_t pid;
	int64_t limit_ms, spent_ms;
	int64_t passed_ms;   /* by the clock, while it was looked at */
	int64_t own_ms;      /* what was spent of its own processor time instead */
	int64_t seen_ms;     /* when it was last looked at */
	int64_t computed_ms; /* the child's processor time then; -1: not to be had */
};

void patience_begin(struct patience *patience, pid_t pid, int64_t limit_ms);

/* The child has shown that it gets on: all of the limit is before it again. */
void patience_renew(struct patience *patience);

/* Whether the limit is reached. To be asked whenever patience_wait's time is over. */
bool patience_over(struct patience *patience);

/* What an interval counts in which the child computed for so long; -1: nobody knows. */
int64_t patience_counts(int64_t interval_ms, int64_t computed_ms);

#define PATIENCE_TEXT_MAX 96

/* For messages, what the limit was of: "120 s", "120 s of its own processor time". */
void patience_describe(const struct patience *patience, char text[PATIENCE_TEXT_MAX]);

/* Milliseconds until it is worth asking. */
int64_t patience_wait(const struct patience *patience);

#endif
