// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs a child program to its end and keeps what it printed. The end is the program's own: one that
 * left a background process behind with its output open does not hold us up.
 */
#include "lab/process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/patience.h"

/* How long a signal that arrives just before poll() may go unseen, and a time limit. */
#define LOOK_UP_MS 100

struct stream {
	int fd; /* -1 once it has ended */
	char *data;
	size_t size, limit;
};

static void stream_close(struct stream *stream)
{
	if (stream->fd >= 0)
		close(stream->fd);
	stream->fd = -1;
}

/* Opens the stream and returns the child's end of its pipe. */
static int stream_open(struct stream *stream, size_t limit)
{
	int ends[2];

	*stream = (struct stream){.fd = -1, .limit = limit};
	stream->data = malloc(limit + 1);
	if (!stream->data)
		return -ENOMEM;
	stream->data[0] = '\0';
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	stream->fd = ends[0];
	return ends[1];
}

/* The child's end of a pipe that has the input; -1: there is none. */
static int input_open(const char *input, int *end)
{
	size_t length = input ? strlen(input) : 0;
	int ends[2];
	int result = 0;

	*end = -1;
	if (!length)
		return 0;
	if (length > PIPE_BUF)
		return -E2BIG;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	/* An empty pipe takes that much at once. */
	if (write(ends[1], input, length) != (ssize_t)length)
		result = -EIO;
	close(ends[1]);
	if (result)
		close(ends[0]);
	else
		*end = ends[0];
	return result;
}

/* Takes what is there. 0, or -EFBIG when it is more than may be kept. */
static int stream_take(struct stream *stream)
{
	while (stream->fd >= 0) {
		char beyond;
		size_t room = stream->limit - stream->size;
		ssize_t got = read(stream->fd, room ? stream->data + stream->size : &beyond,
				   room ? room : 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == EAGAIN)
			return 0;
		if (got <= 0) {
			stream_close(stream);
			return 0;
		}
		if (!room)
			return -EFBIG;
		stream->size += (size_t)got;
		stream->data[stream->size] = '\0';
	}
	return 0;
}

/* Until the child ends by itself (0) or has to be ended (why). */
static int collect(const struct process_command *command, const struct process *process,
		   struct stream streams[2], struct patience *patience)
{
	int look_up = command->timeout || command->interrupted ? LOOK_UP_MS : -1;

	patience_begin(patience, process->pid, (int64_t)command->timeout * 1000);
	for (;;) {
		struct pollfd polled[] = {
			{.fd = streams[0].fd, .events = POLLIN},
			{.fd = streams[1].fd, .events = POLLIN},
			{.fd = process->pidfd, .events = POLLIN},
		};
		int result;

		if (poll(polled, 3, look_up) < 0 && errno != EINTR)
			return -errno;
		result = stream_take(&streams[0]);
		if (!result)
			result = stream_take(&streams[1]);
		if (result || polled[2].revents)
			return result;
		if (command->interrupted && *command->interrupted)
			return -EINTR;
		if (command->timeout && patience_over(patience))
			return -ETIMEDOUT;
	}
}

static int explain(const struct process_command *command, int result, int status,
		   const struct patience *patience, struct ws_error *error)
{
	const char *program = command->argv[0];
	char how[64], limit[PATIENCE_TEXT_MAX];

	switch (-result) {
	case 0:
		if (status == 0)
			return 0;
		process_describe(status, how, sizeof(how));
		return ws_fail(error, EIO, "%s failed: %s", program, how);
	case EFBIG:
		return ws_fail(error, EFBIG, "%s printed more than %zu bytes", program,
			       command->output_limit);
	case ETIMEDOUT:
		patience_describe(patience, limit);
		return ws_fail(error, ETIMEDOUT, "%s did not end within %s", program, limit);
	case EINTR:
		return ws_fail(error, EINTR, "interrupted while %s was running", program);
	default:
		return ws_fail_errno(error, -result, "cannot watch %s", program);
	}
}

static void close_ends(const int ends[3])
{
	for (int at = 0; at < 3; at++)
		if (ends[at] >= 0)
			close(ends[at]);
}

/* Starts the child and follows it; the child's ends of the pipes are closed here. */
static int run_with(const struct process_command *command, struct stream streams[2],
		    const int ends[3], int *status, struct ws_error *error)
{
	const struct process_spawn spawn = {
		.argv = command->argv,
		.environment = command->environment,
		.directory = command->directory,
		.descriptors = {ends[0], ends[1], ends[2]},
		.descriptor_count = 3,
	};
	struct patience patience;
	struct process process;
	int result = process_start(&spawn, &process, error);

	close_ends(ends);
	if (result)
		return result;
	result = collect(command, &process, streams, &patience);
	*status = process_end(&process);
	return explain(command, result, *status, &patience, error);
}

int process_run(const struct process_command *command, struct process_output *output,
		struct ws_error *error)
{
	struct stream streams[2];
	int ends[3] = {
		-1,
		stream_open(&streams[0], command->output_limit),
		stream_open(&streams[1], command->output_limit),
	};
	int result = ends[1] < 0 ? ends[1] : ends[2];

	*output = (struct process_output){0};
	if (result >= 0)
		result = input_open(command->input, &ends[0]);
	if (result >= 0) {
		result = run_with(command, streams, ends, &output->status, error);
	} else {
		close_ends(ends);
		result = ws_fail_errno(error, -result, "cannot run %s", command->argv[0]);
	}
	stream_close(&streams[0]);
	stream_close(&streams[1]);
	output->out = streams[0].data;
	output->out_size = streams[0].size;
	output->err = streams[1].data;
	output->err_size = streams[1].size;
	return result;
}

void process_output_free(struct process_output *output)
{
	free(output->out);
	free(output->err);
	*output = (struct process_output){0};
}
