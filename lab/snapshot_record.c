// SPDX-License-Identifier: GPL-2.0-or-later
/* Records of snapshots as JSON. What is too long, or no digest where one should be, is no record.
 */
#include "lab/snapshot_record.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define RECORD_SCHEMA "worldswitch.snapshot/1"
#define RECORD_MAX    8192

static int take_text(const json_t *root, const char *name, char *text, size_t size)
{
	const char *value = json_string_value(json_object_get(root, name));

	if (!value || strlen(value) >= size)
		return -EINVAL;
	memcpy(text, value, strlen(value) + 1);
	return 0;
}

static int take_digest(const json_t *root, const char *name, char text[WS_DIGEST_SIZE])
{
	int result = take_text(root, name, text, WS_DIGEST_SIZE);

	return result || strspn(text, "0123456789abcdef") != WS_DIGEST_SIZE - 1 ? -EINVAL : 0;
}

static int decode(json_t *root, struct snapshot_record *record)
{
	const char *schema;
	json_int_t inode, size, changed;

	if (json_unpack(root, "{s:s, s:I, s:I, s:I}", "schema", &schema, "inode", &inode, "size",
			&size, "changed", &changed) < 0 ||
	    strcmp(schema, RECORD_SCHEMA) != 0)
		return -EINVAL;
	record->stamp = (struct store_stamp){.inode = inode, .size = size, .changed = changed};
	if (take_digest(root, "key", record->key) || take_digest(root, "sha256", record->sha256) ||
	    take_text(root, "kvm", record->kvm_said, sizeof(record->kvm_said)) ||
	    take_text(root, "target", record->target, sizeof(record->target)))
		return -EINVAL;
	return 0;
}

int snapshot_record_read(const char *path, struct snapshot_record *record)
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

int snapshot_record_write(const char *path, const struct snapshot_record *record,
			  struct ws_error *error)
{
	json_t *root = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I}", "schema", RECORD_SCHEMA, "target",
		record->target, "key", record->key, "sha256", record->sha256, "kvm",
		record->kvm_said, "inode", (json_int_t)record->stamp.inode, "size",
		(json_int_t)record->stamp.size, "changed", (json_int_t)record->stamp.changed);
	char *text = root ? json_dumps(root, JSON_INDENT(2)) : NULL;
	int result;

	json_decref(root);
	if (!text)
		return ws_fail(error, EINVAL, "cannot make a record of %s", record->target);
	result = ws_file_write(path, text, strlen(text), error);
	free(text);
	return result;
}
