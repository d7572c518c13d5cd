// SPDX-License-Identifier: GPL-2.0-or-later
/* Files, whole or not at all. A write is a temporary file, fsync, rename: a reader sees old or new.
 */
#include "support/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIAL_SIZE 16384 /* about what a document takes */

static int read_all(int fd, char *data, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t got = read(fd, data + done, size - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (got == 0)
			return -EIO; /* it shrank under our eyes */
		done += (size_t)got;
	}
	return 0;
}

int ws_file_read(const char *path, size_t limit, char **data, size_t *size, struct ws_error *error)
{
	struct stat status;
	char *buffer;
	int result;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return ws_fail_errno(error, errno, "cannot read %s", path);
	if (fstat(fd, &status) < 0) {
		result = ws_fail_errno(error, errno, "cannot read %s", path);
	} else if (!S_ISREG(status.st_mode)) {
		result = ws_fail(error, EINVAL, "cannot read %s: not a regular file", path);
	} else if ((size_t)status.st_size > limit) {
		result =
			ws_fail(error, EFBIG, "cannot read %s: longer than %zu bytes", path, limit);
	} else if (!(buffer = malloc((size_t)status.st_size + 1))) {
		result = ws_fail_errno(error, ENOMEM, "cannot read %s", path);
	} else if ((result = read_all(fd, buffer, (size_t)status.st_size)) < 0) {
		ws_fail_errno(error, -result, "cannot read %s", path);
		free(buffer);
	} else {
		buffer[status.st_size] = '\0';
		*data = buffer;
		*size = (size_t)status.st_size;
	}
	close(fd);
	return result;
}

int ws_write_all(int fd, const char *data, size_t size)
{
	while (size) {
		ssize_t put = write(fd, data, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -errno;
		data += put;
		size -= (size_t)put;
	}
	return 0;
}

/* A device or a pipe is written to, not replaced. */
static int write_into(const char *path, const void *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int result;

	if (fd < 0)
		return -errno;
	result = ws_write_all(fd, data, size);
	if (close(fd) < 0 && !result)
		result = -errno;
	return result;
}

static int write_beside(const char *path, char *temporary, const void *data, size_t size)
{
	int fd = mkostemp(temporary, O_CLOEXEC);
	int result;

	if (fd < 0)
		return -errno;
	result = ws_write_all(fd, data, size);
	if (!result && (fchmod(fd, 0644) < 0 || fsync(fd) < 0))
		result = -errno;
	if (close(fd) < 0 && !result)
		result = -errno;
	if (!result && rename(temporary, path) < 0)
		result = -errno;
	if (result)
		unlink(temporary);
	return result;
}

int ws_flush_output(struct ws_error *error)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	return ws_fail_errno(error, errno ? errno : EIO, "cannot print to the standard output");
}

static int try_beside(char *temporary)
{
	static const char nothing[TRIAL_SIZE];
	int fd = mkostemp(temporary, O_CLOEXEC);
	int result;

	if (fd < 0)
		return -errno;
	result = ws_write_all(fd, nothing, sizeof(nothing));
	close(fd);
	unlink(temporary);
	return result;
}

int ws_file_try(const char *path, struct ws_error *error)
{
	char temporary[PATH_MAX];
	struct stat status;
	int result;

	if (stat(path, &status) < 0)
		status.st_mode = S_IFREG; /* there is none yet */
	if (S_ISDIR(status.st_mode))
		result = -EISDIR;
	else if (!S_ISREG(status.st_mode))
		result = access(path, W_OK) < 0 ? -errno : 0;
	else if (snprintf(temporary, sizeof(temporary), "%s.XXXXXX", path) >=
		 (int)sizeof(temporary))
		result = -ENAMETOOLONG;
	else
		result = try_beside(temporary);
	return result ? ws_fail_errno(error, -result, "cannot write %s", path) : 0;
}

int ws_file_write(const char *path, const void *data, size_t size, struct ws_error *error)
{
	char temporary[PATH_MAX];
	struct stat status;
	int result;

	if (snprintf(temporary, sizeof(temporary), "%s.XXXXXX", path) >= (int)sizeof(temporary))
		result = -ENAMETOOLONG;
	else if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
		result = write_into(path, data, size);
	else
		result = write_beside(path, temporary, data, size);
	return result ? ws_fail_errno(error, -result, "cannot write %s", path) : 0;
}

int ws_directory_create(const char *path, struct ws_error *error)
{
	char partial[PATH_MAX];
	size_t length = strlen(path);

	if (length >= sizeof(partial))
		return ws_fail_errno(error, ENAMETOOLONG, "cannot create the folder %s", path);
	memcpy(partial, path, length + 1);
	for (size_t at = 1; at <= length; at++) {
		if (partial[at] != '/' && partial[at] != '\0')
			continue;
		partial[at] = '\0';
		if (mkdir(partial, 0755) < 0 && errno != EEXIST)
			return ws_fail_errno(error, errno, "cannot create the folder %s", partial);
		partial[at] = path[at];
	}
	return 0;
}
