// SPDX-License-Identifier: GPL-2.0-or-later
/* Records as JSON. Every value is checked on the way in: it becomes part of a file's name. */
#include "lab/store_record.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RECORD_SCHEMA "worldswitch.image/1"
#define RECORD_MAX    4096

struct store_stamp store_stamp_of(const struct stat *status)
{
	return (struct store_stamp){
		.inode = (long long)status->st_ino,
		.size = (long long)status->st_size,
		.changed =
			(long long)status->st_ctim.tv_sec * 1000000000LL + status->st_ctim.tv_nsec,
	};
}

bool store_stamp_equal(const struct store_stamp *a, const struct store_stamp *b)
{
	return a->inode == b->inode && a->size == b->size && a->changed == b->changed;
}

static int check(const char *schema, const char *package, const char *version, const char *sha256)
{
	if (strcmp(schema, RECORD_SCHEMA) != 0 || !deb_name_valid(package, strlen(package)) ||
	    !deb_version_valid(version, strlen(version)) || strlen(sha256) != WS_DIGEST_SIZE - 1 ||
	    strspn(sha256, "0123456789abcdef") != WS_DIGEST_SIZE - 1)
		return -EINVAL;
	return 0;
}

static int decode(json_t *root, struct store_record *record)
{
	const char *schema, *package, *version, *sha256;
	json_int_t inode, size, changed;

	if (json_unpack(root, "{s:s, s:s, s:s, s:s, s:I, s:I, s:I}", "schema", &schema, "package",
			&package, "version", &version, "sha256", &sha256, "inode", &inode, "size",
			&size, "changed", &changed) < 0)
		return -EINVAL;
	if (check(schema, package, version, sha256) < 0)
		return -EINVAL;
	snprintf(record->package, sizeof(record->package), "%s", package);
	snprintf(record->version, sizeof(record->version), "%s", version);
	snprintf(record->sha256, sizeof(record->sha256), "%s", sha256);
	record->stamp = (struct store_stamp){.inode = inode, .size = size, .changed = changed};
	return 0;
}

int store_record_read(const char *path, struct store_record *record)
{
	struct ws_error ignored;
	char *text;
	size_t size;
	json_t *root;
	int result = ws_file_read(path, RECORD_MAX, &text, &size, &ignored);

	if (result)
		return result;
	root = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
	result = root ? decode(root, record) : -EINVAL;
	json_decref(root);
	free(text);
	return result;
}

int store_record_write(const char *path, const char *temporary, const struct store_record *record,
		       struct ws_error *error)
{
	json_t *root = json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:I}", "schema", RECORD_SCHEMA,
				 "package", record->package, "version", record->version, "sha256",
				 record->sha256, "inode", (json_int_t)record->stamp.inode, "size",
				 (json_int_t)record->stamp.size, "changed",
				 (json_int_t)record->stamp.changed);
	char *text = root ? json_dumps(root, JSON_INDENT(2)) : NULL;
	int result;

	json_decref(root);
	if (!text)
		return ws_fail_errno(error, ENOMEM, "cannot write %s", path);
	result = ws_file_write(temporary, text, strlen(text), error);
	if (!result && rename(temporary, path) < 0)
		result = ws_fail_errno(error, errno, "cannot write %s", path);
	free(text);
	return result;
}
