// SPDX-License-Identifier: GPL-2.0-or-later
/* What each folder of the cache holds. A file that nobody would look for is named by no one. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lab/cache.h"
#include "lab/digest.h"
#include "lab/paths.h"
#include "lab/snapshot.h"
#include "lab/store_record.h"

#define DRAFT_FRESH 3600 /* seconds after which nobody can still be writing it */

char *cache_beside(const char *path, const char *suffix)
{
	const char *dot = strrchr(path, '.');

	return dot ? paths_format("%.*s%s", (int)(dot - path), path, suffix) : NULL;
}

static bool ends_with(const char *name, const char *suffix)
{
	size_t length = strlen(name), tail = strlen(suffix);

	return length > tail && strcmp(name + length - tail, suffix) == 0;
}

/* What lstat says of a file, and of the record beside it when it was last used. */
static int add_file(struct lab_cache *cache, enum lab_cached_kind kind, const char *path,
		    const char *record, char *meaning)
{
	struct lab_cached cached = {.kind = kind, .path = strdup(path), .meaning = meaning};
	struct stat file, beside;

	if (lstat(path, &file) == 0) {
		cached.bytes = (unsigned long long)file.st_size;
		cached.used = file.st_mtim.tv_sec;
	}
	if (record && lstat(record, &beside) == 0 && beside.st_mtim.tv_sec > cached.used)
		cached.used = beside.st_mtim.tv_sec;
	return cache_add(cache, cached);
}

/* Somebody is writing it, and holds its lock as long as that lasts. */
static bool is_locked(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool locked = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0;

	if (fd >= 0)
		close(fd);
	return locked;
}

static bool is_fresh(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 && status.st_mtim.tv_sec > time(NULL) - DRAFT_FRESH;
}

static int add_rest(struct lab_cache *cache, const char *path, const char *meaning)
{
	return add_file(cache, LAB_CACHED_REST, path, NULL, strdup(meaning));
}

static int add_snapshot(struct lab_cache *cache, const char *path, const char *name)
{
	struct snapshot_record record;
	char *beside = cache_beside(path, SNAPSHOT_RECORD);
	int result = 0;

	if (!beside)
		return strchr(name, '.') ? -ENOMEM : 0;
	if (ends_with(name, SNAPSHOT_FILE)) {
		bool known = snapshot_record_read(beside, &record) == 0;

		result = add_file(cache, LAB_CACHED_SNAPSHOT, path, beside,
				  strdup(known ? record.target : "its record is missing"));
	} else if (ends_with(name, SNAPSHOT_DRAFT) && !is_locked(path)) {
		result = add_rest(cache, path, "a snapshot whose making was interrupted");
	} else if (ends_with(name, SNAPSHOT_RECORD)) {
		char *file = cache_beside(path, SNAPSHOT_FILE);

		if (file && access(file, F_OK) < 0 && !is_fresh(path))
			result = add_rest(cache, path, "a record without its snapshot");
		free(file);
	}
	free(beside);
	return result;
}

/* Calls seen for each record that stands for an image. */
void cache_image_names(const char *image, void (*seen)(void *context, const char *record),
		       void *context)
{
	char *path = strndup(image, (size_t)(strrchr(image, '/') - image));
	DIR *folder = path ? opendir(path) : NULL;
	const char *digest = strrchr(image, '_') + 1;
	const struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		char *file = paths_format("%s/%s", path, entry->d_name);
		struct store_record record;

		if (file && ends_with(entry->d_name, ".json") &&
		    store_record_read(file, &record) == 0 && strcmp(record.sha256, digest) == 0)
			seen(context, file);
		free(file);
	}
	if (folder)
		closedir(folder);
	free(path);
}

static void take_use(void *context, const char *record)
{
	struct lab_cached *cached = context;
	struct stat status;

	if (lstat(record, &status) == 0 && status.st_mtim.tv_sec > cached->used)
		cached->used = status.st_mtim.tv_sec;
}

/* images/PACKAGE_VERSION_SHA256, and records by which runs find it. */
static int add_image(struct lab_cache *cache, const char *path, const char *name)
{
	const char *version = strchr(name, '_');
	const char *digest = strrchr(name, '_');
	int result;

	if (!version || digest == version || !ws_begins_with_digest(digest + 1) ||
	    strlen(digest + 1) != WS_DIGEST_SIZE - 1)
		return 0;
	result = add_file(cache, LAB_CACHED_IMAGE, path, NULL,
			  paths_format("%.*s %.*s", (int)(version - name), name,
				       (int)(digest - version - 1), version + 1));
	if (!result)
		cache_image_names(path, take_use, &cache->list[cache->count - 1]);
	return result;
}

static const char *made_meaning(const char *name)
{
	if (ends_with(name, ".cpio"))
		return "initramfs";
	return ends_with(name, ".dtb") ? "device tree" : "unpacked image";
}

/* made/SHA256.dtb, .cpio, .Image, .elf (lab/artifact.h). */
static int add_made(struct lab_cache *cache, const char *path, const char *name)
{
	if (ws_begins_with_digest(name) && name[WS_DIGEST_SIZE - 1] == '.')
		return add_file(cache, LAB_CACHED_MADE, path, NULL, strdup(made_meaning(name)));
	return is_fresh(path) ? 0 : add_rest(cache, path, "a file whose making was interrupted");
}

/* symbols/KEY (lab/symbols_cache.h). */
static int add_symbols(struct lab_cache *cache, const char *path, const char *name)
{
	if (ws_is_digest(name))
		return add_file(cache, LAB_CACHED_SYMBOLS, path, NULL,
				strdup("symbols of a kernel"));
	return is_fresh(path) ? 0 : add_rest(cache, path, "a file whose making was interrupted");
}

/* digests/KEY.json (lab/digest.h). */
static int add_digest(struct lab_cache *cache, const char *path, const char *name)
{
	char *file = ends_with(name, ".json") ? digest_record_path(path) : NULL;
	int result = 0;

	if (file)
		result = add_file(cache, LAB_CACHED_DIGEST, path, NULL,
				  paths_format("the SHA-256 of %s", file));
	else if (!is_fresh(path))
		result = add_rest(cache, path, "a file whose making was interrupted");
	free(file);
	return result;
}

static unsigned long long tree_bytes;

static int count_bytes(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)path;
	(void)where;
	if (type == FTW_F)
		tree_bytes += (unsigned long long)status->st_size;
	return 0;
}

static int add_lists(struct lab_cache *cache, const char *path, const char *name)
{
	struct lab_cached cached = {.kind = LAB_CACHED_LISTS};
	struct stat status;

	if (lstat(path, &status) < 0 || !S_ISDIR(status.st_mode))
		return 0;
	tree_bytes = 0;
	nftw(path, count_bytes, 16, FTW_PHYS);
	cached.bytes = tree_bytes;
	cached.used = status.st_mtim.tv_sec;
	cached.path = strdup(path);
	cached.meaning = paths_format("package lists of %s", name);
	return cache_add(cache, cached);
}

static const struct collector {
	const char *folder;
	int (*add)(struct lab_cache *cache, const char *path, const char *name);
} collectors[LAB_CACHED_KINDS] = {
	[LAB_CACHED_SNAPSHOT] = {.folder = CACHE_SNAPSHOTS, .add = add_snapshot},
	[LAB_CACHED_IMAGE] = {.folder = CACHE_IMAGES, .add = add_image},
	[LAB_CACHED_MADE] = {.folder = CACHE_MADE, .add = add_made},
	[LAB_CACHED_SYMBOLS] = {.folder = CACHE_SYMBOLS, .add = add_symbols},
	[LAB_CACHED_DIGEST] = {.folder = CACHE_DIGESTS, .add = add_digest},
	[LAB_CACHED_LISTS] = {.folder = CACHE_LISTS, .add = add_lists},
};

static int add_entries(struct lab_cache *cache, const char *path, const struct collector *collector)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	int result = 0;

	while (folder && !result && (entry = readdir(folder))) {
		char *file;

		if (entry->d_name[0] == '.')
			continue;
		file = paths_format("%s/%s", path, entry->d_name);
		result = file ? collector->add(cache, file, entry->d_name) : -ENOMEM;
		free(file);
	}
	if (folder)
		closedir(folder);
	return result;
}

int cache_collect(struct lab_cache *cache, enum lab_cached_kind kind)
{
	const struct collector *collector = &collectors[kind];
	char *path;
	int result;

	if (!collector->add)
		return 0;
	path = paths_format("%s/%s", cache->folder, collector->folder);
	result = path ? add_entries(cache, path, collector) : -ENOMEM;
	free(path);
	return result;
}
