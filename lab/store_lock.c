// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One process at a time changes the cache. The lock is flock's, which ends with its holder however
 * that dies; a lock has nothing to poll for, so that it is tried a few times a second, with an end.
 */
#include "lab/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "lab/paths.h"
#include "support/clock.h"

#define RETRY_MS 50

/* Removes the files in a folder of ours: none of them is anybody's any more. */
static void empty_folder(const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	int fd;

	if (!folder)
		return;
	fd = dirfd(folder);
	while (fd >= 0 && (entry = readdir(folder)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(fd, entry->d_name, 0);
	closedir(folder);
}

/* Creates FOLDER/name. */
static int create_folder(const struct store *store, const char *name, struct ws_error *error)
{
	char *path = paths_format("%s/%s", store->folder, name);
	int result = path ? ws_directory_create(path, error) : -ENOMEM;

	free(path);
	return result ? store_fail(store, -result, error) : 0;
}

static int open_lock(const struct store *store, struct ws_error *error)
{
	char *path = paths_format("%s/lock", store->folder);
	int code = ENOMEM;
	int fd = -1;

	if (path) {
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
		code = errno;
	}
	free(path);
	return fd < 0 ? store_fail(store, code, error) : fd;
}

static int wait_for(int fd, const struct store *store, unsigned int limit, void (*waiting)(void *),
		    void *context, const volatile int *interrupted, struct ws_error *error)
{
	int64_t start = ws_now_ms();
	bool told = false;

	while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return store_fail(store, errno, error);
		if (interrupted && *interrupted)
			return ws_fail(error, EINTR, "interrupted while waiting for %s/lock",
				       store->folder);
		if (ws_now_ms() - start >= (int64_t)limit * 1000)
			return ws_fail(
				error, ETIMEDOUT,
				"another worldswitch has held %s/lock for %u seconds: end it",
				store->folder, limit);
		if (!told && waiting)
			waiting(context);
		told = true;
		poll(NULL, 0, RETRY_MS);
	}
	return 0;
}

int store_lock(struct store *store, unsigned int limit, void (*waiting)(void *context),
	       void *context, const volatile int *interrupted, struct ws_error *error)
{
	int result = create_folder(store, "images", error);
	int fd;

	if (!result)
		result = create_folder(store, "temporary", error);
	if (result)
		return result;
	fd = open_lock(store, error);
	if (fd < 0)
		return fd;
	result = wait_for(fd, store, limit, waiting, context, interrupted, error);
	if (result) {
		close(fd);
		return result;
	}
	store->lock = fd;
	empty_folder(store->temporary);
	return 0;
}

void store_unlock(struct store *store)
{
	if (store->lock < 0)
		return;
	empty_folder(store->temporary);
	close(store->lock);
	store->lock = -1;
}
