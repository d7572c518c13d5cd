// SPDX-License-Identifier: GPL-2.0-or-later
/* What records of all kinds have in common: the schema, the stamp, and their bounds. */
#include "lab/store_stamp.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define RECORD_MAX 8192

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

static int decode(json_t *root, const char *schema, struct store_stamp *stamp)
{
	const char *found;
	json_int_t inode, size, changed;

	if (json_unpack(root, "{s:s, s:I, s:I, s:I}", "schema", &found, "inode", &inode, "size",
			&size, "changed", &changed) < 0 ||
	    strcmp(found, schema) != 0)
		return -EINVAL;
	*stamp = (struct store_stamp){.inode = inode, .size = size, .changed = changed};
	return 0;
}

int store_stamp_read(const char *path, const char *schema, json_t **root, struct store_stamp *stamp)
{
	struct ws_error ignored;
	char *text;
	size_t size;
	int result = ws_file_read(path, RECORD_MAX, &text, &size, &ignored);

	*root = NULL;
	if (result)
		return result;
	*root = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
	free(text);
	result = *root ? decode(*root, schema, stamp) : -EINVAL;
	if (result) {
		json_decref(*root);
		*root = NULL;
	}
	return result;
}

int store_stamp_write(const char *path, const char *schema, json_t *members,
		      const struct store_stamp *stamp, struct ws_error *error)
{
	json_t *root = json_pack("{s:s, s:I, s:I, s:I}", "schema", schema, "inode",
				 (json_int_t)stamp->inode, "size", (json_int_t)stamp->size,
				 "changed", (json_int_t)stamp->changed);
	char *text = NULL;
	int result;

	if (root && members && json_object_update(root, members) == 0)
		text = json_dumps(root, JSON_INDENT(2));
	json_decref(root);
	json_decref(members);
	if (!text)
		return ws_fail(error, EINVAL, "cannot make the record %s", path);
	result = ws_file_write(path, text, strlen(text), error);
	free(text);
	return result;
}
