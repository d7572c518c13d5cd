// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A file's change time has the granularity of the kernel's tick (Linux, current_time in
 * fs/inode.c): two writes within one leave the same time. So nothing is kept of a file that was
 * changed a moment ago, or while it was read; and where a clock goes back, the time is not in the
 * past.
 */
#include "lab/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sha256.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "lab/cache.h"
#include "lab/paths.h"
#include "lab/store_stamp.h"

#define RECORD_SCHEMA "worldswitch.digest/1"
#define SETTLED       2 /* seconds after which a change time tells a later write */

struct record {
	char path[PATH_MAX];
	char sha256[WS_DIGEST_SIZE];
	long long device; /* of which the stamp's inode is */
	struct store_stamp stamp;
};

/* What is kept is shown to people, and JSON is UTF-8. */
static bool is_plain(const char *path)
{
	for (; *path; path++)
		if (*path < 0x20 || *path > 0x7e)
			return false;
	return true;
}

/* Fills all but the digest. */
static int look(const char *path, struct record *record)
{
	struct stat status;

	if (!realpath(path, record->path) || stat(record->path, &status) < 0)
		return -errno;
	if (!S_ISREG(status.st_mode) || !is_plain(record->path))
		return -EINVAL;
	record->device = (long long)status.st_dev;
	record->stamp = store_stamp_of(&status);
	return 0;
}

static bool equal(const struct record *a, const struct record *b)
{
	return strcmp(a->path, b->path) == 0 && a->device == b->device &&
	       store_stamp_equal(&a->stamp, &b->stamp);
}

/* To be asked before the file is read: it may be written to while that is, in the same tick as
 * before.
 */
static bool is_settled(const struct record *record)
{
	return record->stamp.changed / 1000000000LL < (long long)time(NULL) - SETTLED;
}

static int read_record(const char *name, struct record *record)
{
	const char *path, *sha256;
	json_int_t device;
	json_t *root;
	int result = store_stamp_read(name, RECORD_SCHEMA, &root, &record->stamp);

	if (result)
		return result;
	if (json_unpack(root, "{s:s, s:I, s:s}", "path", &path, "device", &device, "sha256",
			&sha256) < 0 ||
	    strlen(path) >= sizeof(record->path) || !is_plain(path) || !ws_is_digest(sha256)) {
		result = -EINVAL;
	} else {
		memcpy(record->path, path, strlen(path) + 1);
		memcpy(record->sha256, sha256, WS_DIGEST_SIZE);
		record->device = device;
	}
	json_decref(root);
	return result;
}

static int write_record(const char *name, const struct record *record, struct ws_error *error)
{
	json_t *members = json_pack("{s:s, s:I, s:s}", "path", record->path, "device",
				    (json_int_t)record->device, "sha256", record->sha256);

	return store_stamp_write(name, RECORD_SCHEMA, members, &record->stamp, error);
}

/* The folder, and in *name a path's record in it; both allocated. */
static bool find_record(const char *path, char **folder, char **name)
{
	struct ws_error ignored;
	char key[WS_DIGEST_SIZE];
	char *cache = NULL;

	*folder = *name = NULL;
	if (paths_cache(&cache, &ignored) < 0)
		return false;
	SHA256Data((const uint8_t *)path, strlen(path), key);
	*folder = paths_format("%s/" CACHE_DIGESTS, cache);
	*name = *folder ? paths_format("%s/%s.json", *folder, key) : NULL;
	free(cache);
	return *name;
}

static void keep(const char *folder, const char *name, const struct record *found,
		 const struct record *before)
{
	struct record after;
	struct ws_error ignored;

	if (look(before->path, &after) || !equal(&after, before) ||
	    ws_directory_create(folder, &ignored) || write_record(name, found, &ignored))
		return;
	cache_trim(LAB_CACHED_DIGEST);
}

static int compute(const char *folder, const char *name, struct record *record,
		   struct ws_error *error)
{
	const struct record before = *record;
	bool settled = is_settled(&before);
	int result = ws_file_digest(record->path, record->sha256, error);

	if (!result && settled)
		keep(folder, name, record, &before);
	return result;
}

int digest_of_file(const char *path, char digest[WS_DIGEST_SIZE], struct ws_error *error)
{
	struct record now, kept;
	char *folder = NULL, *name = NULL;
	int result = 0;

	if (look(path, &now) || !find_record(now.path, &folder, &name)) {
		free(folder);
		return ws_file_digest(path, digest, error);
	}
	if (read_record(name, &kept) == 0 && equal(&kept, &now)) {
		now = kept;
		utimensat(AT_FDCWD, name, NULL, 0); /* it is in use (lab/cache.h) */
	} else {
		result = compute(folder, name, &now, error);
	}
	if (!result)
		memcpy(digest, now.sha256, WS_DIGEST_SIZE);
	free(folder);
	free(name);
	return result;
}

char *digest_record_path(const char *record)
{
	struct record kept;

	return read_record(record, &kept) == 0 ? strdup(kept.path) : NULL;
}

bool digest_record_holds(const char *record)
{
	struct record kept, now;
	struct ws_error ignored;
	char digest[WS_DIGEST_SIZE];

	if (read_record(record, &kept) < 0)
		return false;
	if (look(kept.path, &now) < 0 || !equal(&kept, &now))
		return true;
	return ws_file_digest(kept.path, digest, &ignored) < 0 || strcmp(digest, kept.sha256) == 0;
}
