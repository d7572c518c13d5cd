// SPDX-License-Identifier: GPL-2.0-or-later
/* A program's output as it comes. It ends by itself, or is ended: it never outlives the wait. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>

#include "lab/child.h"
#include "server/ways.h"
#include "support/clock.h"

/* How long a signal to us may go unseen. */
#define LOOK_UP_MS 100

/* A program that was asked to end tidies up in this time: its folder on a server, say. */
#define LEAVE_MS 3000

struct follower {
	struct child child;
	const struct server_watch *watch;
	int64_t deadline;
	int64_t heard; /* when the guest last said something; 0: never */
};

static void take_all(struct follower *follower)
{
	char bytes[65536];
	size_t got;

	while ((got = child_read(&follower->child, CHILD_CONSOLE, bytes, sizeof(bytes))) > 0) {
		follower->heard = ws_now_ms();
		follower->watch->take(follower->watch->context, bytes, got);
	}
	while (child_read(&follower->child, CHILD_ERRORS, bytes, sizeof(bytes)) > 0)
		continue;
}

/* Whether it has ended by itself within so many milliseconds, or something was to be read. */
static bool has_ended(struct follower *follower, int wait_ms)
{
	struct pollfd polled[] = {
		{.fd = follower->child.pipes[CHILD_CONSOLE], .events = POLLIN},
		{.fd = follower->child.pipes[CHILD_ERRORS], .events = POLLIN},
		{.fd = follower->child.process.pidfd, .events = POLLIN},
	};

	(void)poll(polled, sizeof(polled) / sizeof(polled[0]), wait_ms);
	take_all(follower);
	return polled[2].revents != 0;
}

/* Once a guest has begun to speak it goes on, or hangs. */
static bool is_silent(const struct follower *follower)
{
	return follower->watch->silence && follower->heard &&
	       ws_now_ms() - follower->heard >= (int64_t)follower->watch->silence * 1000;
}

/* 0 where it ended, or has said all; else why it is to be ended. */
static int watch_it(struct follower *follower)
{
	const struct server_watch *watch = follower->watch;

	while (!has_ended(follower, LOOK_UP_MS)) {
		if (watch->interrupted && *watch->interrupted)
			return -EINTR;
		if (ws_now_ms() >= follower->deadline)
			return -ETIMEDOUT;
		if (is_silent(follower))
			return -ETIME;
		if (watch->is_done(watch->context))
			break;
	}
	return 0;
}

static void leave(struct follower *follower)
{
	int64_t until = ws_now_ms() + LEAVE_MS;

	child_terminate(&follower->child);
	while (ws_now_ms() < until && !has_ended(follower, LOOK_UP_MS))
		continue;
}

int server_follow(const struct arguments *command, int input, unsigned int timeout,
		  const struct server_watch *watch, struct ws_error *error)
{
	struct follower follower = {
		.watch = watch,
		.deadline = ws_now_ms() + (int64_t)timeout * 1000,
	};
	char how[320];
	int result;

	if (command->failed)
		return ws_fail_errno(error, ENOMEM, "cannot run a program");
	result = child_start_with(command, input, &follower.child, error);
	if (result)
		return result;
	result = watch_it(&follower);
	if (!has_ended(&follower, 0))
		leave(&follower);
	child_end(&follower.child, how, sizeof(how));
	switch (-result) {
	case EINTR:
		return ws_fail(error, EINTR, "interrupted");
	case ETIMEDOUT:
		return ws_fail(error, ETIMEDOUT, "%s did not end within %u seconds",
			       command->words[0], timeout);
	case ETIME:
		return ws_fail(error, ETIME, "the guest was silent for %u s", watch->silence);
	default:
		ws_fail(error, EIO, "%s: %s", command->words[0], how);
		return 0;
	}
}
