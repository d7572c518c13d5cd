// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Plans, several at a time, in one thread. Signals are blocked but while it sleeps, so that one
 * that arrives between a look at the flag and the sleep still ends the sleep.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "lab/runner.h"

struct run {
	struct lab_plan *const *plans;
	size_t count;
	size_t next; /* the first plan that was not started */
	struct runner *runners;
	struct pollfd *descriptors;
	size_t running;
	size_t jobs;
	const volatile int *interrupted;
	const struct lab_observer *observer;
};

static void start_plans(struct run *run)
{
	while (run->next < run->count && run->running < run->jobs) {
		const struct lab_plan *plan = run->plans[run->next++];

		if (*run->interrupted)
			runner_skip(plan, run->observer, "interrupted");
		else if (runner_start(&run->runners[run->running], plan, run->observer))
			run->running++;
	}
}

/* Sleeps until a descriptor speaks, a clock is to be looked at, or a signal comes. */
static void sleep_until_next(struct run *run, const sigset_t *mask)
{
	int64_t next = INT64_MAX;
	struct timespec timeout;

	for (size_t i = 0; i < run->running; i++) {
		runner_descriptors(&run->runners[i], &run->descriptors[i * RUNNER_DESCRIPTORS]);
		if (runner_wait(&run->runners[i]) < next)
			next = runner_wait(&run->runners[i]);
	}
	timeout = (struct timespec){.tv_sec = next / 1000, .tv_nsec = next % 1000 * 1000000};
	if (ppoll(run->descriptors, run->running * RUNNER_DESCRIPTORS, &timeout, mask) >= 0)
		return;
	/* A signal, most likely; nothing was said of the descriptors. */
	for (size_t i = 0; i < run->running * RUNNER_DESCRIPTORS; i++)
		run->descriptors[i].revents = 0;
}

static void step_all(struct run *run)
{
	size_t kept = 0;

	for (size_t i = 0; i < run->running; i++)
		if (runner_step(&run->runners[i], &run->descriptors[i * RUNNER_DESCRIPTORS],
				*run->interrupted))
			run->runners[kept++] = run->runners[i];
	run->running = kept;
}

static int run_all(struct run *run, const sigset_t *mask, struct ws_error *error)
{
	start_plans(run);
	while (run->running) {
		sleep_until_next(run, mask);
		step_all(run);
		start_plans(run);
	}
	return *run->interrupted ? ws_fail(error, EINTR, "interrupted") : 0;
}

int lab_run(struct lab_plan *const *plans, size_t count, unsigned int jobs,
	    const volatile int *interrupted, const struct lab_observer *observer,
	    struct ws_error *error)
{
	struct run run = {
		.plans = plans,
		.count = count,
		.jobs = jobs > count ? count
			: jobs       ? jobs
				     : 1,
		.interrupted = interrupted,
		.observer = observer,
	};
	sigset_t blocked, mask;
	int result;

	run.runners = calloc(run.jobs, sizeof(*run.runners));
	run.descriptors = calloc(run.jobs * RUNNER_DESCRIPTORS, sizeof(*run.descriptors));
	if (run.jobs && (!run.runners || !run.descriptors)) {
		result = ws_fail_errno(error, ENOMEM, "cannot run the lab");
	} else {
		sigemptyset(&blocked);
		sigaddset(&blocked, SIGINT);
		sigaddset(&blocked, SIGTERM);
		sigaddset(&blocked, SIGHUP);
		sigprocmask(SIG_BLOCK, &blocked, &mask);
		result = run_all(&run, &mask, error);
		sigprocmask(SIG_SETMASK, &mask, NULL);
	}
	free(run.descriptors);
	free(run.runners);
	return result;
}
