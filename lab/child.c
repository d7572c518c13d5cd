// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The emulator as a child process. Its console is its standard output, by way of the serial device
 * and /dev/stdout; a pipe takes that, a socket could not be opened under that name.
 */
#include "lab/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void close_all(int *descriptors)
{
	for (int i = 0; i < CHILD_PIPES; i++) {
		if (descriptors[i] >= 0)
			close(descriptors[i]);
		descriptors[i] = -1;
	}
}

static int open_pipes(struct child *child, int *theirs)
{
	for (int i = 0; i < CHILD_PIPES; i++) {
		int ends[2];

		if ((i == CHILD_STREAM ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)
				       : pipe2(ends, O_CLOEXEC)) < 0)
			return -errno;
		child->pipes[i] = ends[0];
		theirs[i] = ends[1];
		if (fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0)
			return -errno;
	}
	return 0;
}

int child_start_with(const struct arguments *command, int input, struct child *child,
		     struct ws_error *error)
{
	int theirs[CHILD_PIPES] = {-1, -1, -1};
	struct process_spawn spawn = {.argv = (const char *const *)command->words};
	int result;

	*child = (struct child){.pipes = {-1, -1, -1}};
	result = open_pipes(child, theirs);
	if (result) {
		ws_fail_errno(error, -result, "cannot run %s", command->words[0]);
	} else {
		spawn.descriptors[0] = input;
		memcpy(spawn.descriptors + 1, theirs, sizeof(theirs));
		spawn.descriptor_count = CHILD_PIPES + 1;
		result = process_start(&spawn, &child->process, error);
	}
	close_all(theirs);
	if (result)
		close_all(child->pipes);
	return result;
}

int child_start(const struct arguments *command, struct child *child, struct ws_error *error)
{
	return child_start_with(command, -1, child, error);
}

static void take_error_line(void *context, const char *line, size_t length, bool cut)
{
	struct child *child = context;

	(void)cut;
	if (!length)
		return;
	snprintf(child->last_words, sizeof(child->last_words), "%s", line);
	for (char *at = child->last_words; *at; at++)
		if (*at < 0x20 || *at > 0x7e)
			*at = '?';
}

size_t child_read(struct child *child, enum child_pipe pipe, char *buffer, size_t size)
{
	ssize_t got;

	if (child->pipes[pipe] < 0)
		return 0;
	do
		got = read(child->pipes[pipe], buffer, size);
	while (got < 0 && errno == EINTR);
	if (got < 0 && errno == EAGAIN)
		return 0;
	if (got <= 0) {
		close(child->pipes[pipe]);
		child->pipes[pipe] = -1;
		return 0;
	}
	if (pipe == CHILD_ERRORS)
		lines_feed(&child->error_lines, buffer, (size_t)got, take_error_line, child);
	return (size_t)got;
}

void child_send(const struct child *child, const char *line)
{
	int stream = child->pipes[CHILD_STREAM];

	if (stream >= 0 && send(stream, line, strlen(line), MSG_NOSIGNAL | MSG_MORE) >= 0)
		(void)send(stream, "\n", 1, MSG_NOSIGNAL);
}

void child_terminate(const struct child *child)
{
	kill(child->process.pid, SIGTERM);
}

void child_end(struct child *child, char *how, size_t size)
{
	char status[64];

	process_describe(process_end(&child->process), status, sizeof(status));
	lines_end(&child->error_lines, take_error_line, child);
	snprintf(how, size, "%s%s%s", status, child->last_words[0] ? ": " : "", child->last_words);
	close_all(child->pipes);
}
