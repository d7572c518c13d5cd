// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The guardian is in a session of its own: what is typed at the terminal, and who kills a process
 * group, does not reach it. It knows the other's end by a pidfd; the channel alone would not do,
 * for a VM's process that no kernel lets go of has a copy of it.
 */
#include "host/tune.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/changes.h"
#include "host/checks.h"
#include "host/guardian.h"
#include "host/read.h"

#define ANSWER_MS 10000 /* a setting takes some milliseconds, of which there may be thousands */

struct answer {
	int result; /* settings, or -errno */
	char text[WS_ERROR_MAX];
};

int host_tune_recover(const char *root, struct ws_error *error)
{
	int result = 0;
	int lock;

	if (!host_journal_exists(root))
		return 0;
	lock = host_journal_lock(root, error);
	if (lock < 0)
		return lock;
	if (host_journal_exists(root))
		result = host_changes_undo(root, error);
	close(lock);
	return result;
}

/* Holds all CPUs to states that they leave at once, as long as it is open; -1: it cannot. */
static int hold_latency(const char *root)
{
	const int32_t most = HOST_LATENCY_US;
	char path[HOST_PATH_MAX];
	int held;

	if (!host_path(path, root, "/dev/cpu_dma_latency"))
		return -1;
	held = open(path, O_WRONLY | O_CLOEXEC);
	if (held >= 0 && write(held, &most, sizeof(most)) != sizeof(most)) {
		close(held);
		held = -1;
	}
	return held;
}

/* ", governor (2)" for each kind of those that were taken, or of those that were not. */
static size_t describe_kinds(const struct host_changes *changes, bool taken, char *text,
			     size_t size, size_t used)
{
	for (enum host_setting setting = 0; setting < HOST_SETTING_COUNT; setting++) {
		size_t count = 0;

		for (size_t at = 0; at < changes->count; at++)
			count += changes->items[at].setting == setting &&
				 changes->items[at].taken == taken;
		if (count && used < size)
			used += (size_t)snprintf(text + used, size - used, ", %s%s (%zu)",
						 taken ? "" : "refused ", host_setting_key(setting),
						 count);
	}
	return used;
}

static void describe(const struct host_changes *changes, int taken, bool held, char *text,
		     size_t size)
{
	size_t used = (size_t)snprintf(text, size, "%d of %zu settings", taken, changes->count);

	used = describe_kinds(changes, true, text, size, used);
	used = describe_kinds(changes, false, text, size, used);
	if (held && used < size)
		snprintf(text + used, size - used, ", C-states held to %d us", HOST_LATENCY_US);
}

static int change(const char *root, const struct host_cpus *cpus, struct answer *answer)
{
	struct host_changes changes = {.count = 0};
	struct ws_error error = {0};
	int held = -1;
	int result = host_journal_exists(root) ? host_changes_undo(root, &error) : 0;

	if (result >= 0)
		result = host_changes_plan(root, cpus, &changes, &error);
	if (result >= 0)
		result = host_changes_make(root, &changes, &error);
	if (result >= 0)
		held = hold_latency(root);
	if (result >= 0)
		describe(&changes, result, held >= 0, answer->text, sizeof(answer->text));
	else
		memcpy(answer->text, error.text, sizeof(answer->text));
	host_changes_free(&changes);
	answer->result = result;
	return held;
}

static void put_back(const char *root, struct answer *answer)
{
	struct ws_error error = {0};

	answer->result = host_changes_undo(root, &error);
	memcpy(answer->text, error.text, sizeof(answer->text));
}

/* Until the other says so, or is no more. */
static void wait_for_end(int channel, int process)
{
	struct pollfd polled[] = {
		{.fd = channel, .events = POLLIN},
		{.fd = process,
		 .events = POLLIN}, /* -1, on kernels before 5.3: the channel alone */
	};

	while (poll(polled, 2, -1) < 0 && errno == EINTR)
		continue;
}

/* The journal's lock, which it was started with, ends with it. */
static void __attribute__((noreturn))
guard(const char *root, const struct host_cpus *cpus, int channel, int process)
{
	struct answer answer = {.result = 0};
	int held;

	host_leave_terminal();
	held = change(root, cpus, &answer);
	if (answer.result >= 0) {
		(void)send(channel, &answer, sizeof(answer), MSG_NOSIGNAL);
		wait_for_end(channel, process);
		if (held >= 0)
			close(held);
		put_back(root, &answer);
	}
	(void)send(channel, &answer, sizeof(answer), MSG_NOSIGNAL);
	_exit(0);
}

/* What the guardian says, of which there is one thing at a time. */
static int listen_to(const struct host_tune *tune, struct answer *answer, struct ws_error *error)
{
	struct pollfd polled = {.fd = tune->channel, .events = POLLIN};
	ssize_t got;
	int ready;

	do
		ready = poll(&polled, 1, ANSWER_MS);
	while (ready < 0 && errno == EINTR);
	if (ready <= 0)
		return ws_fail(error, ETIMEDOUT, "the machine's settings take too long");
	got = recv(tune->channel, answer, sizeof(*answer), 0);
	if (got != sizeof(*answer))
		return ws_fail(error, EPIPE, "who changes the machine's settings was killed");
	answer->text[sizeof(answer->text) - 1] = '\0';
	if (answer->result < 0)
		return ws_fail(error, -answer->result, "%s", answer->text);
	return 0;
}

static int start(struct host_tune *tune, const struct host_cpus *cpus, struct ws_error *error)
{
	int process = (int)syscall(SYS_pidfd_open, getpid(), 0);
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) {
		if (process >= 0)
			close(process);
		return ws_fail_errno(error, errno, "cannot make a pair of sockets");
	}
	tune->guardian = fork();
	if (tune->guardian == 0) {
		close(ends[0]);
		guard(tune->root, cpus, ends[1], process);
	}
	if (process >= 0)
		close(process);
	close(ends[1]);
	tune->channel = ends[0];
	if (tune->guardian > 0)
		return 0;
	close(ends[0]);
	return ws_fail_errno(error, errno, "cannot start a process");
}

/* A guardian that the kernel holds up does what is left by itself: nobody waits for it. */
static void part(struct host_tune *tune, int result)
{
	close(tune->channel);
	while (waitpid(tune->guardian, NULL, result == -ETIMEDOUT ? WNOHANG : 0) < 0 &&
	       errno == EINTR)
		continue;
}

int host_tune_begin(struct host_tune *tune, const char *root, const struct host_cpus *cpus,
		    struct ws_error *error)
{
	struct answer answer;
	int lock = host_journal_lock(root, error);
	int result;

	if (lock < 0)
		return lock;
	*tune = (struct host_tune){.root = root};
	result = start(tune, cpus, error);
	close(lock); /* the guardian has it */
	if (result)
		return result;
	result = listen_to(tune, &answer, error);
	if (!result)
		snprintf(tune->text, sizeof(tune->text), "%.255s", answer.text);
	else
		part(tune, result);
	if (result == -EPIPE)
		(void)host_tune_recover(root, error);
	return result;
}

int host_tune_end(struct host_tune *tune, struct ws_error *error)
{
	struct answer answer;
	int result;

	(void)send(tune->channel, "", 1, MSG_NOSIGNAL);
	result = listen_to(tune, &answer, error);
	part(tune, result);
	if (result == -EPIPE) {
		result = host_tune_recover(tune->root, error);
		result = result > 0 ? 0 : result;
	}
	return result;
}
