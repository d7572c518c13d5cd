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

#include "cli/commands.h"
#include "cli/output.h"
#include "lab/paths.h"
#include "support/file.h"

/* Whether this file is where our words go: taking its name away would lose them. */
static bool is_printed_to(const struct stat *file)
{
	struct stat ours;

	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
		if (fstat(fd, &ours) == 0 && ours.st_dev == file->st_dev &&
		    ours.st_ino == file->st_ino)
			return true;
	return false;
}

static int check_output(const char *path, const char *name, struct ws_error *error)
{
	struct stat status;

	if (stat(path, &status) == 0 && (!S_ISREG(status.st_mode) || is_printed_to(&status)))
		return ws_fail(error, EINVAL, "cannot write %s: %s (--format json prints)", name,
			       S_ISREG(status.st_mode) ? "the output goes there already"
						       : "not a regular file");
	return ws_file_try(path, error);
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

/* A symbolic link stays one: what is replaced is the file that it leads to. */
static int follow_link(const char *output, char **path, struct ws_error *error)
{
	struct stat link, file;
	bool follow = lstat(output, &link) == 0 && S_ISLNK(link.st_mode) &&
		      (stat(output, &file) < 0 || S_ISREG(file.st_mode));

	*path = follow ? realpath(output, NULL) : strdup(output);
	return *path ? 0 : ws_fail_errno(error, errno, "cannot write %s", output);
}

int keep_begin(struct keep *keep, const char *output, struct ws_error *error)
{
	int result;

	*keep = (struct keep){.asked_for = output != NULL};
	result =
		output ? follow_link(output, &keep->path, error) : name_in_data_folder(keep, error);
	if (keep->path)
		result = check_output(keep->path, output ? output : keep->path, error);
	if (result)
		keep_end(keep);
	return result;
}

int keep_write(struct keep *keep, const struct ws_result *results, size_t count,
	       struct ws_error *error)
{
	if (!keep->path)
		return 0;
	keep->failure = cli_write_document(keep->path, results, count, error);
	keep->written = keep->written || !keep->failure;
	return keep->failure;
}

int keep_tell(const struct keep *keep, int status)
{
	if (keep->failure && keep->asked_for)
		return CLI_NOTHING;
	if (keep->written && !keep->asked_for)
		fprintf(stderr, "The result is kept in %s\n", keep->path);
	return status;
}

void keep_forget(const struct keep *keep)
{
	if (keep->written)
		unlink(keep->path);
}

void keep_end(struct keep *keep)
{
	free(keep->path);
	keep->path = NULL;
}
