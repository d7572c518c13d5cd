// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Preloaded into an emulator: stops it half-way in saving a machine, so that whatever is to happen
 * meanwhile does, however fast the disk is. Only a signal goes on from there.
 */
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define HALF (2 << 20) /* of what is saved; bytes */

static bool is_half_a_snapshot(int fd)
{
	static const char draft[] = ".unfinished"; /* lab/snapshot.h */
	char link[64], path[PATH_MAX];
	struct stat status;
	ssize_t length;

	if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode) || status.st_size < HALF)
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, sizeof(path));
	return length >= (ssize_t)sizeof(draft) &&
	       memcmp(path + length - (sizeof(draft) - 1), draft, sizeof(draft) - 1) == 0;
}

ssize_t put(int fd, const struct iovec *parts, int count) __asm__("writev");

ssize_t put(int fd, const struct iovec *parts, int count)
{
	if (is_half_a_snapshot(fd))
		raise(SIGSTOP);
	return syscall(SYS_writev, fd, parts, count);
}
