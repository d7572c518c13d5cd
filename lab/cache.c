// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Checking and trimming. A snapshot was last used when its record's times were last set; one that
 * is removed while an emulator reads it stays until that closes it.
 */
#include "lab/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/file.h"

bool cache_is_intact(const char *path, const struct store_stamp *stamp, const char *sha256)
{
	struct ws_error ignored;
	char digest[WS_DIGEST_SIZE];
	struct store_stamp found;
	struct stat status;

	if (lstat(path, &status) < 0 || !S_ISREG(status.st_mode))
		return false;
	found = store_stamp_of(&status);
	if (stamp && store_stamp_equal(&found, stamp))
		return true;
	if (stamp && found.size != stamp->size)
		return false;
	return ws_file_digest(path, digest, &ignored) == 0 && strcmp(digest, sha256) == 0;
}

/* The snapshot that was used least recently, and the bytes of all; false: there is none. */
static bool find_oldest(DIR *folder, char key[NAME_MAX + 1], unsigned long long *bytes)
{
	const struct dirent *entry;
	long long oldest = INT64_MAX;

	*bytes = 0;
	rewinddir(folder);
	while ((entry = readdir(folder))) {
		const char *suffix = strstr(entry->d_name, CACHE_SNAPSHOT);
		char record[NAME_MAX + 1];
		struct stat status, used;

		if (!suffix || suffix[strlen(CACHE_SNAPSHOT)] ||
		    fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		*bytes += (unsigned long long)status.st_size;
		snprintf(record, sizeof(record), "%.*s" CACHE_RECORD, (int)(suffix - entry->d_name),
			 entry->d_name);
		if (fstatat(dirfd(folder), record, &used, AT_SYMLINK_NOFOLLOW) < 0)
			used = status;
		if (store_stamp_of(&used).changed < oldest) {
			oldest = store_stamp_of(&used).changed;
			snprintf(key, NAME_MAX + 1, "%.*s", (int)(suffix - entry->d_name),
				 entry->d_name);
		}
	}
	return oldest != INT64_MAX;
}

static bool remove_file(DIR *folder, const char *key, const char *suffix)
{
	char name[2 * NAME_MAX];

	snprintf(name, sizeof(name), "%s%s", key, suffix);
	return unlinkat(dirfd(folder), name, 0) == 0;
}

void cache_trim(const char *path, unsigned long long limit)
{
	char key[NAME_MAX + 1];
	unsigned long long bytes;
	DIR *folder = opendir(path);

	while (folder && find_oldest(folder, key, &bytes) && bytes > limit) {
		remove_file(folder, key, CACHE_RECORD);
		if (!remove_file(folder, key, CACHE_SNAPSHOT))
			break;
	}
	if (folder)
		closedir(folder);
}
