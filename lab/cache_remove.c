// SPDX-License-Identifier: GPL-2.0-or-later
/* What belongs to a thing in the cache, to check it and to remove it whole. */
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/cache.h"
#include "lab/digest.h"
#include "lab/snapshot.h"
#include "lab/symbols_cache.h"
#include "support/file.h"

static bool has_digest(const char *path, const char *digest)
{
	struct ws_error ignored;
	char found[WS_DIGEST_SIZE];

	return ws_file_digest(path, found, &ignored) == 0 &&
	       strncmp(found, digest, WS_DIGEST_SIZE - 1) == 0;
}

static bool snapshot_verified(const char *path)
{
	char *beside = cache_beside(path, SNAPSHOT_RECORD);
	const char *name = strrchr(path, '/') + 1;
	struct snapshot_record record;
	bool good = beside && snapshot_record_read(beside, &record) == 0 &&
		    strncmp(record.key, name, WS_DIGEST_SIZE - 1) == 0 &&
		    has_digest(path, record.sha256);

	free(beside);
	return good;
}

static bool symbols_verified(const char *path)
{
	char *text;
	size_t size;

	if (symbols_cache_read(strrchr(path, '/') + 1, &text, &size) < 0)
		return false;
	free(text);
	return true;
}

bool lab_cached_intact(const struct lab_cached *cached)
{
	switch (cached->kind) {
	case LAB_CACHED_SNAPSHOT:
		return snapshot_verified(cached->path);
	case LAB_CACHED_IMAGE:
		return has_digest(cached->path, strrchr(cached->path, '_') + 1);
	case LAB_CACHED_MADE:
		return has_digest(cached->path, strrchr(cached->path, '/') + 1);
	case LAB_CACHED_SYMBOLS:
		return symbols_verified(cached->path);
	case LAB_CACHED_DIGEST:
		return digest_record_holds(cached->path);
	default:
		return true;
	}
}

static void remove_name(void *context, const char *record)
{
	(void)context;
	unlink(record);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(path) < 0 ? -errno : 0;
}

int cache_remove(const struct lab_cached *cached)
{
	char *beside;

	if (cached->kind == LAB_CACHED_LISTS)
		return nftw(cached->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	if (cached->kind == LAB_CACHED_IMAGE)
		cache_image_names(cached->path, remove_name, NULL);
	if (cached->kind == LAB_CACHED_SNAPSHOT) {
		beside = cache_beside(cached->path, SNAPSHOT_RECORD);
		if (beside)
			unlink(beside);
		free(beside);
	}
	return unlink(cached->path) < 0 && errno != ENOENT ? -errno : 0;
}
