// SPDX-License-Identifier: GPL-2.0-or-later
/* Content-addressed files. The name is checked against the content, not trusted. */
#include "lab/artifact.h"

#include <errno.h>
#include <fcntl.h>
#include <sha256.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lab/digest.h"
#include "lab/paths.h"

static bool holds(const char *path, const char *digest)
{
	struct ws_error ignored;
	char found[WS_DIGEST_SIZE];

	return digest_of_file(path, found, &ignored) == 0 && strcmp(found, digest) == 0;
}

int artifact_store(const char *folder, const char *suffix, const void *data, size_t size,
		   char **path, struct ws_error *error)
{
	char digest[WS_DIGEST_SIZE];
	int result = 0;

	SHA256Data(data, size, digest);
	*path = paths_format("%s/%s%s", folder, digest, suffix);
	if (!*path)
		return ws_fail_errno(error, ENOMEM, "cannot write to %s", folder);
	if (holds(*path, digest)) {
		utimensat(AT_FDCWD, *path, NULL, 0); /* it is in use (lab/cache.h) */
	} else {
		result = ws_directory_create(folder, error);
		if (!result)
			result = ws_file_write(*path, data, size, error);
	}
	if (result) {
		free(*path);
		*path = NULL;
	}
	return result;
}
