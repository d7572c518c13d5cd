// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Text lines on a descriptor that belongs to someone else: it may be a file, a pipe that nobody
 * reads, or one whose reader has died. Its flags are shared with other processes and cannot be made
 * non-blocking, so what is written at once fits into any pipe that poll calls writable.
 */
#include "tracer/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <worldswitch/windows.h>

/* A reader that takes nothing for so long is gone. */
#define STALL_MILLISECONDS 10000

static char buffer[1 << 16];
static size_t used;
static int stream = -1;

int stream_open(int fd)
{
	int flags = fcntl(fd, F_GETFL);
	struct stat status;

	if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY || fstat(fd, &status) < 0)
		return -EBADF;
	/* The emulator's own descriptors (events, timers) are of no type at all. */
	if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode) && !S_ISCHR(status.st_mode) &&
	    !S_ISSOCK(status.st_mode))
		return -EINVAL;
	stream = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	return stream < 0 ? -errno : 0;
}

/* write, with SIGPIPE kept from this thread whatever the process does with it. */
static ssize_t write_quietly(const char *data, size_t size)
{
	sigset_t pipe_signal, before, pending;
	ssize_t result;
	int error;

	sigemptyset(&pipe_signal);
	sigaddset(&pipe_signal, SIGPIPE);
	sigpending(&pending);
	pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
	result = write(stream, data, size);
	error = errno;
	if (result < 0 && error == EPIPE && !sigismember(&pending, SIGPIPE)) {
		const struct timespec now = {.tv_sec = 0};

		while (sigtimedwait(&pipe_signal, NULL, &now) < 0 && errno == EINTR)
			;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = error;
	return result;
}

static bool write_all(const char *data, size_t size)
{
	while (size) {
		struct pollfd ready = {.fd = stream, .events = POLLOUT};
		int events = poll(&ready, 1, STALL_MILLISECONDS);
		ssize_t put;

		if (events < 0 && errno == EINTR)
			continue;
		if (events <= 0)
			return false;
		put = write_quietly(data, size < PIPE_BUF ? size : PIPE_BUF);
		if (put < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (put < 0)
			return false;
		data += put;
		size -= (size_t)put;
	}
	return true;
}

void stream_flush(void)
{
	if (stream >= 0 && !write_all(buffer, used))
		stream_close();
	used = 0;
}

void stream_close(void)
{
	if (stream >= 0)
		close(stream);
	stream = -1;
	used = 0;
}

void stream_line(const char *format, ...)
{
	va_list arguments;
	int length;

	if (stream < 0)
		return;
	if (sizeof(buffer) - used < WS_STREAM_LINE_MAX)
		stream_flush();
	va_start(arguments, format);
	length = vsnprintf(buffer + used, WS_STREAM_LINE_MAX, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	if (length > WS_STREAM_LINE_MAX - 1)
		length = WS_STREAM_LINE_MAX - 1;
	used += (size_t)length;
	buffer[used++] = '\n';
}
