// SPDX-License-Identifier: GPL-2.0-or-later
/* A line for each change: its kind, its number, what it was before; and "end" with their count. */
#include "host/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/read.h"
#include "support/file.h"

#define FOLDER      "/run/worldswitch"
#define JOURNAL_MAX ((size_t)4 << 20)
#define CHANGES_MAX 8192

int host_changes_add(struct host_changes *changes, const struct host_change *change)
{
	struct host_change *items;

	if (changes->count == CHANGES_MAX)
		return -ENOMEM;
	items = realloc(changes->items, (changes->count + 1) * sizeof(*items));
	if (!items)
		return -ENOMEM;
	changes->items = items;
	items[changes->count++] = *change;
	return 0;
}

void host_changes_free(struct host_changes *changes)
{
	free(changes->items);
	*changes = (struct host_changes){.count = 0};
}

static int path_of(const char *root, const char *name, char path[HOST_PATH_MAX],
		   struct ws_error *error)
{
	return host_path(path, root, FOLDER "%s", name)
		       ? 0
		       : ws_fail(error, ENAMETOOLONG, "cannot name %s" FOLDER, root);
}

/* Nobody else may have made the folder, or may write to it. */
static int make_folder(const char *path, struct ws_error *error)
{
	struct stat status;

	if (mkdir(path, 0700) < 0 && errno != EEXIST)
		return ws_fail_errno(error, errno, "--tune takes root: cannot create %s", path);
	if (lstat(path, &status) < 0)
		return ws_fail_errno(error, errno, "cannot look at %s", path);
	if (!S_ISDIR(status.st_mode) || status.st_uid != geteuid() || status.st_mode & 022)
		return ws_fail(error, EACCES, "--tune takes root: %s is another user's", path);
	return 0;
}

int host_journal_lock(const char *root, struct ws_error *error)
{
	char path[HOST_PATH_MAX];
	int result = path_of(root, "", path, error);
	int lock;

	if (!result)
		result = make_folder(path, error);
	if (!result)
		result = path_of(root, "/lock", path, error);
	if (result)
		return result;
	lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (lock < 0)
		return ws_fail_errno(error, errno, "cannot open %s", path);
	if (flock(lock, LOCK_EX | LOCK_NB) < 0) {
		result = errno == EWOULDBLOCK ? ws_fail(error, EBUSY,
							"another measurement has this machine's "
							"settings changed: "
							"wait for its end")
					      : ws_fail_errno(error, errno, "cannot lock %s", path);
		close(lock);
		return result;
	}
	return lock;
}

bool host_journal_exists(const char *root)
{
	char path[HOST_PATH_MAX];

	return host_path(path, root, FOLDER "/journal") && access(path, F_OK) == 0;
}

static int print(FILE *out, const struct host_changes *changes)
{
	for (size_t at = 0; at < changes->count; at++)
		fprintf(out, "%s %u %s\n", host_setting_key(changes->items[at].setting),
			changes->items[at].number, changes->items[at].before);
	fprintf(out, "end %zu\n", changes->count);
	return fclose(out);
}

int host_journal_write(const char *root, const struct host_changes *changes, struct ws_error *error)
{
	char path[HOST_PATH_MAX];
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	int result;

	if (!out || print(out, changes))
		result = ws_fail(error, ENOMEM, "cannot write a journal: out of memory");
	else
		result = path_of(root, "/journal", path, error);
	if (!result)
		result = ws_file_write(path, text, size, error);
	free(text);
	return result;
}

/* One line without its newline. */
static int take_line(char *line, struct host_changes *changes)
{
	struct host_change change = {.number = 0};
	char *number = strchr(line, ' ');
	char *end;
	unsigned long value;

	if (!number)
		return -EINVAL;
	*number++ = '\0';
	change.setting = host_setting_named(line);
	if (change.setting == HOST_SETTING_COUNT || *number < '0' || *number > '9')
		return -EINVAL;
	errno = 0;
	value = strtoul(number, &end, 10);
	if (errno || value > 0xffffff || *end++ != ' ' || strlen(end) >= sizeof(change.before))
		return -EINVAL;
	change.number = (unsigned int)value;
	memcpy(change.before, end, strlen(end) + 1);
	return host_changes_add(changes, &change);
}

static int take_text(char *text, struct host_changes *changes)
{
	char *rest = NULL;

	for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		int result;

		if (strncmp(line, "end ", 4) == 0)
			return strtoul(line + 4, NULL, 10) == changes->count ? 0 : -EINVAL;
		result = take_line(line, changes);
		if (result)
			return result;
	}
	return -EINVAL;
}

int host_journal_read(const char *root, struct host_changes *changes, struct ws_error *error)
{
	char path[HOST_PATH_MAX];
	char *text = NULL;
	size_t size;
	int result = path_of(root, "/journal", path, error);

	*changes = (struct host_changes){.count = 0};
	if (!result)
		result = ws_file_read(path, JOURNAL_MAX, &text, &size, error);
	if (result)
		return result;
	result = take_text(text, changes);
	free(text);
	if (result) {
		host_changes_free(changes);
		return ws_fail(error, -result, "%s makes no sense: see what it says, and remove it",
			       path);
	}
	return 0;
}

int host_journal_remove(const char *root, struct ws_error *error)
{
	char path[HOST_PATH_MAX];
	int result = path_of(root, "/journal", path, error);

	if (!result && unlink(path) < 0 && errno != ENOENT)
		result = ws_fail_errno(error, errno, "cannot remove %s", path);
	return result;
}
