/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents held to their schemas by tests/schema.sh, which tests run from the top of the tree. */
#ifndef WORLDSWITCH_TESTS_SCHEMA_H
#define WORLDSWITCH_TESTS_SCHEMA_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/results.h"

/* The exit status of tests/schema.sh on these bytes; its complaints are silenced. */
static inline int validate(const char *bytes)
{
	char path[] = P_tmpdir "/worldswitch-test-XXXXXX";
	char command[128];
	int fd = mkstemp(path);
	int status;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, strlen(bytes)), strlen(bytes));
	close(fd);
	snprintf(command, sizeof(command), "tests/schema.sh %s 2>%s.err", path, path);
	status = system(command);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 2) { /* no validator: say what to install */
		snprintf(command, sizeof(command), "cat %s.err >&2", path);
		assert_int_equal(system(command), 0);
	}
	unlink(path);
	snprintf(command, sizeof(command), "%s.err", path);
	unlink(command);
	return WEXITSTATUS(status);
}

#endif
