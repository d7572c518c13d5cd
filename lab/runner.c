// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One emulator from start to end. It never ends a run by itself as far as we rely on it: Xen does
 * not power off when its only domain has, so the emulator is told to go as soon as both the probe
 * and the tracer have said their last word.
 */
#include "lab/runner.h"

#include <signal.h>
#include <stdio.h>

#include "support/clock.h"

#define CHUNK         65536
#define LEAVE_MS      1000  /* from SIGTERM to SIGKILL */
#define RESTORE_MS    30000 /* from the start to the first word of a restored machine */
#define HALF_ENDED_MS 5000  /* from the end of one witness to that of the other */

static struct session *make_session(const struct lab_plan *plan,
				    const struct lab_observer *observer)
{
	const struct session_setup setup = {
		.target = plan->request.target,
		.label = plan->request.label,
		.benchmarks = plan->request.benchmarks,
		.iterations = plan->request.iterations,
		.controller = plan->request.controller,
		.oracle = plan->request.oracle,
		.traced = plan->request.trace,
		.traced_benchmark = plan->request.traced,
		.traced_windows = plan->request.traced_total ? 0 : WS_TRACED_WINDOWS,
		.plan = plan,
		.observer = observer,
	};

	return session_create(&setup);
}

/* Without memory for a session the cells are still told, one by one. */
static void report_no_memory(const struct lab_plan *plan, const struct lab_observer *observer)
{
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++) {
		const struct lab_cell cell = {.benchmark = (enum ws_benchmark)i,
					      .verdict = WS_VERDICT_INVALID,
					      .reason = "no memory to run it"};

		if (plan->request.benchmarks >> i & 1 && observer->cell_ended)
			observer->cell_ended(observer->context, plan, &cell);
	}
}

void runner_skip(const struct lab_plan *plan, const struct lab_observer *observer,
		 const char *reason)
{
	struct session *session = make_session(plan, observer);

	if (session)
		session_end(session, WS_VERDICT_INVALID, "%s", reason);
	else
		report_no_memory(plan, observer);
	session_free(session);
}

static void wait_for(struct runner *runner, int64_t limit_ms)
{
	patience_begin(&runner->patience, runner->child.process.pid, limit_ms);
}

/* For the next sign of progress. */
static void wait_for_progress(struct runner *runner)
{
	int64_t limit_ms = (int64_t)runner->plan->request.timeout * 1000;
	bool silent = stage_silent(&runner->stage);

	wait_for(runner, silent && limit_ms > RESTORE_MS ? RESTORE_MS : limit_ms);
}

/* The session ends where the emulator can't be started. */
static bool start_stage(struct runner *runner)
{
	struct ws_error error;

	runner->end = RUNNER_RUNNING;
	runner->terminated = false;
	if (stage_start(&runner->stage, &runner->child, &error) == 0) {
		wait_for_progress(runner);
		return true;
	}
	stage_end(&runner->stage);
	session_end(runner->session, WS_VERDICT_INVALID, "%.240s", error.text);
	session_free(runner->session);
	return false;
}

bool runner_start(struct runner *runner, const struct lab_plan *plan,
		  const struct lab_observer *observer)
{
	*runner = (struct runner){.plan = plan, .session = make_session(plan, observer)};
	if (!runner->session) {
		report_no_memory(plan, observer);
		return false;
	}
	stage_begin(&runner->stage, plan, observer, runner->session);
	return start_stage(runner);
}

void runner_descriptors(const struct runner *runner, struct pollfd *descriptors)
{
	for (int i = 0; i < CHILD_PIPES; i++)
		descriptors[i] = (struct pollfd){.fd = runner->child.pipes[i], .events = POLLIN};
	descriptors[CHILD_PIPES] =
		(struct pollfd){.fd = runner->child.process.pidfd, .events = POLLIN};
}

/* One chunk of one pipe; false: there was none. */
static bool take_chunk(struct runner *runner, enum child_pipe pipe)
{
	char buffer[CHUNK];
	size_t got = child_read(&runner->child, pipe, buffer, sizeof(buffer));

	if (pipe == CHILD_CONSOLE) {
		session_console(runner->session, buffer, got);
		if (got && stage_silent(&runner->stage)) {
			runner->stage.heard = true;
			wait_for_progress(runner);
		}
	} else if (pipe == CHILD_STREAM && runner->stage.kind == COMMAND_SAVE) {
		stage_control(&runner->stage, &runner->child, buffer, got);
	} else if (pipe == CHILD_STREAM) {
		session_stream(runner->session, buffer, got);
	}
	return got > 0;
}

static void ask_to_end(struct runner *runner, enum runner_end end)
{
	runner->end = end;
	runner->terminated = true;
	runner->leave_by_ms = ws_now_ms() + LEAVE_MS;
	child_terminate(&runner->child);
}

static const char *const half_ended =
	"of the probe and the tracer one came to its end and the other did not";

static void end_session(struct runner *runner, const char *how)
{
	struct session *session = runner->session;
	char limit[PATIENCE_TEXT_MAX];

	switch (runner->end) {
	case RUNNER_LATE:
		patience_describe(&runner->patience, limit);
		session_end(session, WS_VERDICT_TIMED_OUT, "no answer within %s; last seen: %s",
			    limit, session_step(session));
		break;
	case RUNNER_HALF_ENDED:
		session_end(session, WS_VERDICT_INVALID, "%s", half_ended);
		break;
	case RUNNER_INTERRUPTED:
		session_end(session, WS_VERDICT_INVALID, "interrupted");
		break;
	case RUNNER_OVER:
		session_end(session, WS_VERDICT_INVALID, "the probe ended without it");
		break;
	default:
		session_end(session, WS_VERDICT_CRASHED, "the emulator ended while %s: %.150s",
			    session_step(session), how);
		break;
	}
}

/* Whether another emulator goes on where this one has ended. */
static bool take_over(struct runner *runner, const char *how)
{
	bool open = runner->end == RUNNER_DIED || runner->end == RUNNER_STAGED;

	bool again = runner->stage.kind == COMMAND_RESTORE;

	if (!open || session_over(runner->session) ||
	    !stage_next(&runner->stage, runner->session, how))
		return false;
	if (again) { /* the tracer has had its first word, and will have it again */
		struct session *fresh = make_session(runner->plan, runner->stage.observer);

		if (!fresh)
			return false;
		session_free(runner->session);
		runner->session = fresh;
	}
	return true;
}

/*
 * It is gone, or goes now. What it wrote before is in the pipes, to the last byte. Returns whether
 * another one is under way.
 */
static bool finish(struct runner *runner)
{
	char how[384];

	if (!runner->terminated)
		runner->end = RUNNER_DIED;
	kill(runner->child.process.pid, SIGKILL);
	for (int i = 0; i < CHILD_PIPES; i++)
		while (take_chunk(runner, (enum child_pipe)i))
			continue;
	child_end(&runner->child, how, sizeof(how));
	if (take_over(runner, how))
		return start_stage(runner);
	stage_end(&runner->stage);
	end_session(runner, how);
	session_free(runner->session);
	runner->session = NULL;
	return false;
}

static void decide(struct runner *runner, bool interrupted)
{
	uint64_t progress = session_progress(runner->session);
	bool late;

	if (progress != runner->progress)
		patience_renew(&runner->patience);
	runner->progress = progress;
	late = patience_over(&runner->patience);
	if (session_over(runner->session)) {
		ask_to_end(runner, RUNNER_OVER);
	} else if (interrupted) {
		ask_to_end(runner, RUNNER_INTERRUPTED);
	} else if (stage_over(&runner->stage) || (late && stage_silent(&runner->stage))) {
		ask_to_end(runner, RUNNER_STAGED);
	} else if (late) {
		ask_to_end(runner, runner->closing ? RUNNER_HALF_ENDED : RUNNER_LATE);
	} else if (!runner->closing && session_closing(runner->session)) {
		runner->closing = true;
		wait_for(runner, HALF_ENDED_MS);
	}
}

int64_t runner_wait(const struct runner *runner)
{
	int64_t left = runner->leave_by_ms - ws_now_ms();

	if (!runner->terminated)
		return patience_wait(&runner->patience);
	return left > 0 ? left : 0;
}

bool runner_step(struct runner *runner, const struct pollfd *descriptors, bool interrupted)
{
	bool ended = descriptors[CHILD_PIPES].revents != 0;

	for (int i = 0; i < CHILD_PIPES; i++)
		if (descriptors[i].revents)
			take_chunk(runner, (enum child_pipe)i);
	if (!ended && !runner->terminated)
		decide(runner, interrupted);
	if (ended || (runner->terminated && runner_wait(runner) == 0))
		return finish(runner);
	return true;
}
