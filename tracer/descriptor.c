// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A descriptor's flags are shared with other processes and it cannot be made non-blocking, so what
 * is written at once fits into any pipe that poll calls writable.
 */
#include "tracer/descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A pipe's reader that takes nothing for so long is gone. */
#define STALL_MILLISECONDS 10000

int descriptor_take(int fd)
{
	int flags = fcntl(fd, F_GETFL);
	struct stat status;
	int copy;

	if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY || fstat(fd, &status) < 0)
		return -EBADF;
	/* The emulator's own descriptors (events, timers) are of no type at all. */
	if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode) && !S_ISCHR(status.st_mode) &&
	    !S_ISSOCK(status.st_mode))
		return -EINVAL;
	copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	return copy < 0 ? -errno : copy;
}

/* write, with SIGPIPE kept from this thread whatever the process does with it. */
static ssize_t write_quietly(int fd, const char *data, size_t size)
{
	sigset_t pipe_signal, before, pending;
	ssize_t result;
	int error;

	sigemptyset(&pipe_signal);
	sigaddset(&pipe_signal, SIGPIPE);
	sigpending(&pending);
	pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
	result = write(fd, data, size);
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

/*
 * A socket has a program at its other end, which waits for us and whose end is seen, so that it may
 * take its time: it is stopped (Ctrl-Z), or what it prints waits for its user.
 */
static int stall_limit(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode) ? -1 : STALL_MILLISECONDS;
}

bool descriptor_write(int fd, const void *data, size_t size)
{
	const char *at = data;
	int limit = stall_limit(fd);

	while (size) {
		struct pollfd ready = {.fd = fd, .events = POLLOUT};
		int events = poll(&ready, 1, limit);
		ssize_t put;

		if (events < 0 && errno == EINTR)
			continue;
		if (events <= 0)
			return false;
		put = write_quietly(fd, at, size < PIPE_BUF ? size : PIPE_BUF);
		if (put < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (put < 0)
			return false;
		at += put;
		size -= (size_t)put;
	}
	return true;
}
