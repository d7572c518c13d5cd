// SPDX-License-Identifier: GPL-2.0-or-later
/* Bounded reads of files whose size nobody knows before they end. */
#include "host/read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool host_path(char path[HOST_PATH_MAX], const char *root, const char *format, ...)
{
	size_t used = strlen(root);
	va_list arguments;
	int length;

	if (used >= HOST_PATH_MAX)
		return false;
	memcpy(path, root, used + 1);
	va_start(arguments, format);
	length = vsnprintf(path + used, HOST_PATH_MAX - used, format, arguments);
	va_end(arguments);
	return length >= 0 && (size_t)length < HOST_PATH_MAX - used;
}

bool host_read(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	size_t length = 0;
	ssize_t got = 0;

	if (fd < 0)
		return false;
	while (length < size - 1 && (got = read(fd, text + length, size - 1 - length)) > 0)
		length += (size_t)got;
	close(fd);
	while (length && text[length - 1] == '\n')
		length--;
	text[length] = '\0';
	return length > 0;
}

bool host_read_bytes(const char *path, void *bytes, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool whole;

	if (fd < 0)
		return false;
	whole = read(fd, bytes, size) == (ssize_t)size;
	close(fd);
	return whole;
}

char *host_read_long(const char *path, size_t limit)
{
	char *text = malloc(limit);

	if (text && host_read(path, text, limit))
		return text;
	free(text);
	return NULL;
}

int host_write(const char *path, const void *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_TRUNC | O_NONBLOCK);
	ssize_t put;
	int result;

	if (fd < 0)
		return -errno;
	put = write(fd, data, size); /* in one piece: each write is a value */
	result = put < 0 ? -errno : (size_t)put == size ? 0 : -EIO;
	close(fd);
	return result;
}

bool host_field(const char *text, const char *key, char *value, size_t size)
{
	size_t length = strlen(key);
	const char *at = text;

	for (; at; at = strchr(at, '\n'), at = at ? at + 1 : NULL) {
		const char *colon = at + length;

		if (strncmp(at, key, length) != 0)
			continue;
		colon += strspn(colon, " \t");
		if (*colon != ':')
			continue;
		colon += 1 + strspn(colon + 1, " \t");
		snprintf(value, size, "%.*s", (int)strcspn(colon, "\n"), colon);
		return *value;
	}
	return false;
}
