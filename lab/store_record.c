// SPDX-License-Identifier: GPL-2.0-or-later
/* Records as JSON. Every value is checked on the way in: it becomes part of a file's name. */
#include "lab/store_record.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define RECORD_SCHEMA "worldswitch.image/1"

static int decode(json_t *root, struct store_record *record)
{
	const char *package, *version, *sha256;

	if (json_unpack(root, "{s:s, s:s, s:s}", "package", &package, "version", &version, "sha256",
			&sha256) < 0 ||
	    !deb_name_valid(package, strlen(package)) ||
	    !deb_version_valid(version, strlen(version)) || !ws_is_digest(sha256))
		return -EINVAL;
	snprintf(record->package, sizeof(record->package), "%s", package);
	snprintf(record->version, sizeof(record->version), "%s", version);
	snprintf(record->sha256, sizeof(record->sha256), "%s", sha256);
	return 0;
}

int store_record_read(const char *path, struct store_record *record)
{
	json_t *root;
	int result = store_stamp_read(path, RECORD_SCHEMA, &root, &record->stamp);

	if (!result)
		result = decode(root, record);
	json_decref(root);
	return result;
}

int store_record_write(const char *path, const char *temporary, const struct store_record *record,
		       struct ws_error *error)
{
	json_t *members = json_pack("{s:s, s:s, s:s}", "package", record->package, "version",
				    record->version, "sha256", record->sha256);
	int result = store_stamp_write(temporary, RECORD_SCHEMA, members, &record->stamp, error);

	if (!result && rename(temporary, path) < 0)
		result = ws_fail_errno(error, errno, "cannot write %s", path);
	return result;
}
