/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One plan's emulator and its session, driven from outside by descriptors and by the clock. */
#ifndef WORLDSWITCH_LAB_RUNNER_H
#define WORLDSWITCH_LAB_RUNNER_H

#include <poll.h>
#include <stdint.h>

#include "lab/child.h"
#include "lab/patience.h"
#include "lab/plan.h"
#include "lab/session.h"
#include "lab/stage.h"

#define RUNNER_DESCRIPTORS (CHILD_PIPES + 1)

/* Why an emulator is being ended. */
enum runner_end {
	RUNNER_RUNNING,
	RUNNER_OVER,        /* nothing more is wanted of it */
	RUNNER_LATE,        /* its time limit */
	RUNNER_HALF_ENDED,  /* of probe and tracer only one came to its end */
	RUNNER_INTERRUPTED, /* the user's wish */
	RUNNER_STAGED,      /* another one takes over */
	RUNNER_DIED,        /* by itself */
};

struct runner {
	const struct lab_plan *plan;
	struct session *session;
	struct stage stage;
	struct child child;
	enum runner_end end;
	struct patience patience; /* with what it is doing now */
	uint64_t progress;        /* of the session, when it was last looked at */
	bool terminated;          /* it has been asked to end */
	int64_t leave_by_ms;      /* then: by the clock, whatever it computes */
	bool closing;
};

/* Starts a plan. Its cells have their verdict, and it is not started, where that cannot be done. */
bool runner_start(struct runner *runner, const struct lab_plan *plan,
		  const struct lab_observer *observer);

/* All of the plan's cells are invalid: it was never started. */
void runner_skip(const struct lab_plan *plan, const struct lab_observer *observer,
		 const char *reason);

/* What to poll for it: exactly RUNNER_DESCRIPTORS. */
void runner_descriptors(const struct runner *runner, struct pollfd *descriptors);

/* Milliseconds after which it is to be stepped though no descriptor spoke. */
int64_t runner_wait(const struct runner *runner);

/*
 * Reads what there is and does what the clock demands. Returns false when it has ended: cells are
 * reported, the child is reaped, all is freed.
 */
bool runner_step(struct runner *runner, const struct pollfd *descriptors, bool interrupted);

#endif
