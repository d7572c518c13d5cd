/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's small files under /proc and /sys. Their size is not what stat says, so they are read
 * until they end or a limit is reached. root is what stands before "/sys": "" on a machine.
 */
#ifndef WORLDSWITCH_HOST_READ_H
#define WORLDSWITCH_HOST_READ_H

#include <stdbool.h>
#include <stddef.h>

#define HOST_PATH_MAX 512

/* The path, behind root; false: it does not fit. */
bool host_path(char path[HOST_PATH_MAX], const char *root, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The beginning of a file, its last newlines taken off; false: nothing can be read. */
bool host_read(const char *path, char *text, size_t size);

/* Exactly so many bytes of a file that is no text; false: there are fewer. */
bool host_read_bytes(const char *path, void *bytes, size_t size);

/* Of so much at most, allocated; NULL: nothing can be read. */
char *host_read_long(const char *path, size_t limit);

/* The value behind "KEY<blanks>: " in text, up to the line's end; false: it is not there. */
bool host_field(const char *text, const char *key, char *value, size_t size);

/* Writes to a file that is there; -errno. */
int host_write(const char *path, const void *data, size_t size);

#endif
