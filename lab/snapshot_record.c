// SPDX-License-Identifier: GPL-2.0-or-later
/* Records of snapshots as JSON. What is too long, or no digest where one should be, is no record.
 */
#include "lab/snapshot_record.h"

#include <errno.h>
#include <string.h>

#define RECORD_SCHEMA "worldswitch.snapshot/1"

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

	return result || !ws_is_digest(text) ? -EINVAL : 0;
}

static int decode(const json_t *root, struct snapshot_record *record)
{
	if (take_digest(root, "key", record->key) || take_digest(root, "sha256", record->sha256) ||
	    take_text(root, "kvm", record->kvm_said, sizeof(record->kvm_said)) ||
	    take_text(root, "target", record->target, sizeof(record->target)))
		return -EINVAL;
	return 0;
}

int snapshot_record_read(const char *path, struct snapshot_record *record)
{
	json_t *root;
	int result = store_stamp_read(path, RECORD_SCHEMA, &root, &record->stamp);

	if (!result)
		result = decode(root, record);
	json_decref(root);
	return result;
}

int snapshot_record_write(const char *path, const struct snapshot_record *record,
			  struct ws_error *error)
{
	json_t *members = json_pack("{s:s, s:s, s:s, s:s}", "target", record->target, "key",
				    record->key, "sha256", record->sha256, "kvm", record->kvm_said);

	return store_stamp_write(path, RECORD_SCHEMA, members, &record->stamp, error);
}
