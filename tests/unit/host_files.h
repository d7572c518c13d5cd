/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A folder in place of a machine: its /sys, /proc and /dev are files that a test has written. */
#ifndef TESTS_UNIT_HOST_FILES_H
#define TESTS_UNIT_HOST_FILES_H

#include "support/file.h"
#include "tests/unit/lab_files.h"

#define CPU_FILES "/sys/devices/system/cpu/"

struct host_file {
	const char *path, *text;
};

static inline void put_host_file(const char *root, const char *path, const char *text)
{
	char whole[512];
	struct ws_error error;
	char *end;

	snprintf(whole, sizeof(whole), "%s%s", root, path);
	end = strrchr(whole, '/');
	*end = '\0';
	assert_int_equal(ws_directory_create(whole, &error), 0);
	*end = '/';
	assert_int_equal(ws_file_write(whole, text, strlen(text), &error), 0);
}

static inline void put_host_files(const char *root, const struct host_file *files, size_t count)
{
	for (size_t at = 0; at < count; at++)
		put_host_file(root, files[at].path, files[at].text);
}

#endif
