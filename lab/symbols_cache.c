// SPDX-License-Identifier: GPL-2.0-or-later
/* Looking up costs a digest of some megabytes: less than what is done with them afterwards. */
#include "lab/symbols_cache.h"

#include <errno.h>
#include <fcntl.h>
#include <sha256.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <worldswitch/markers.h>

#include "lab/cache.h"
#include "lab/paths.h"
#include "support/file.h"

#define HEAD ((size_t)WS_DIGEST_SIZE) /* the digest, and a newline for its NUL */

/* The folder, and in *path a key's file in it; both allocated. */
static int find_folder(const char *key, char **folder, char **path, struct ws_error *error)
{
	char *cache = NULL;
	int result = paths_cache(&cache, error);

	*path = NULL;
	*folder = result ? NULL : paths_format("%s/" CACHE_SYMBOLS, cache);
	free(cache);
	if (result)
		return result;
	*path = *folder ? paths_format("%s/%s", *folder, key) : NULL;
	if (*path)
		return 0;
	ws_fail_errno(error, ENOMEM, "cannot name the cache folder");
	return -ENOMEM;
}

/* Whether the text is what its digest says that it is. */
static bool is_intact(const char *whole, size_t size)
{
	char digest[WS_DIGEST_SIZE];

	if (size < HEAD || whole[HEAD - 1] != '\n')
		return false;
	SHA256Data((const uint8_t *)whole + HEAD, size - HEAD, digest);
	return memcmp(whole, digest, HEAD - 1) == 0;
}

int symbols_cache_read(const char *key, char **text, size_t *size)
{
	struct ws_error ignored;
	char *folder, *path;
	int result = find_folder(key, &folder, &path, &ignored);

	*text = NULL;
	if (!result)
		result = ws_file_read(path, HEAD + WS_DATA_SUM_MAX, text, size, &ignored);
	if (!result)
		utimensat(AT_FDCWD, path, NULL,
			  0); /* it is in use, for who keeps the folder small */
	free(folder);
	free(path);
	if (result)
		return -ENOENT;
	if (!is_intact(*text, *size)) {
		free(*text);
		*text = NULL;
		return -ENOENT;
	}
	*size -= HEAD;
	memmove(*text, *text + HEAD, *size + 1);
	return 0;
}

static int write_whole(const char *path, const char *text, size_t size, struct ws_error *error)
{
	char *whole = malloc(HEAD + size);
	int result;

	if (!whole)
		return ws_fail_errno(error, ENOMEM, "cannot write %s", path);
	SHA256Data((const uint8_t *)text, size, whole);
	whole[HEAD - 1] = '\n';
	memcpy(whole + HEAD, text, size);
	result = ws_file_write(path, whole, HEAD + size, error);
	free(whole);
	return result;
}

int symbols_cache_write(const char *key, const char *text, size_t size, struct ws_error *error)
{
	char *folder, *path;
	int result = find_folder(key, &folder, &path, error);

	if (!result)
		result = ws_directory_create(folder, error);
	if (!result)
		result = write_whole(path, text, size, error);
	if (!result)
		cache_trim(LAB_CACHED_SYMBOLS);
	free(folder);
	free(path);
	return result;
}
