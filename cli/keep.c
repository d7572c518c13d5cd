// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A result is never lost: a measurement of minutes must not end in "No space left on device", so
 * the place is tried before anything runs.
 */
#include "cli/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lab/paths.h"
#include "report/report.h"
#include "support/file.h"

#define TRIAL_SIZE 16384 /* about what a document takes */

/* Writes as much as a document would take to a file beside path, and takes it away again. */
static int try_to_write(const char *path)
{
	static const char nothing[TRIAL_SIZE];
	char *trial = paths_format("%s.XXXXXX", path);
	ssize_t written;
	int result = 0;
	int fd;

	if (!trial)
		return -ENOMEM;
	fd = mkostemp(trial, O_CLOEXEC);
	if (fd < 0) {
		result = -errno;
		free(trial);
		return result;
	}
	written = write(fd, nothing, sizeof(nothing));
	if (written != (ssize_t)sizeof(nothing))
		result = written < 0 ? -errno : -ENOSPC;
	close(fd);
	unlink(trial);
	free(trial);
	return result;
}

static int check_output(const char *path, struct ws_error *error)
{
	struct stat status;
	int result;

	if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
		return ws_fail(error, EINVAL,
			       "cannot write %s: not a regular file (--format json prints)", path);
	result = try_to_write(path);
	return result ? ws_fail_errno(error, -result, "cannot write %s", path) : 0;
}

/* results/20240101T000000Z-1234.json */
static int name_in_data_folder(struct keep *keep, struct ws_error *error)
{
	char stamp[32];
	char *data, *folder;
	time_t now = time(NULL);
	struct tm utc;
	int result = paths_data(&data, error);

	if (result)
		return result;
	folder = paths_format("%s/results", data);
	free(data);
	if (!folder)
		return ws_fail_errno(error, ENOMEM, "cannot name the result");
	strftime(stamp, sizeof(stamp), "%Y%m%dT%H%M%SZ", gmtime_r(&now, &utc));
	result = ws_directory_create(folder, error);
	if (!result) {
		keep->path = paths_format("%s/%s-%d.json", folder, stamp, (int)getpid());
		if (!keep->path)
			result = ws_fail_errno(error, ENOMEM, "cannot name the result");
	}
	free(folder);
	return result;
}

int keep_begin(struct keep *keep, const char *output, struct ws_error *error)
{
	int result;

	*keep = (struct keep){.asked_for = output != NULL};
	if (output) {
		result = check_output(output, error);
		if (!result) {
			keep->path = strdup(output);
			result = keep->path ? 0 : ws_fail_errno(error, ENOMEM, "cannot begin");
		}
		return result;
	}
	result = name_in_data_folder(keep, error);
	if (keep->path)
		result = check_output(keep->path, error);
	if (result)
		keep_end(keep);
	return result;
}

int keep_write(struct keep *keep, const struct ws_result *results, size_t count,
	       struct ws_error *error)
{
	char *document;

	if (!keep->path)
		return 0;
	document = ws_report_json(results, count);
	if (document)
		keep->failure = ws_file_write(keep->path, document, strlen(document), error);
	else
		keep->failure = ws_fail_errno(error, ENOMEM, "cannot write %s", keep->path);
	free(document);
	keep->written = keep->written || !keep->failure;
	return keep->failure;
}

void keep_end(struct keep *keep)
{
	free(keep->path);
	keep->path = NULL;
}
