// SPDX-License-Identifier: GPL-2.0-or-later
/* Records of snapshots as JSON. What is too long or not a digest makes it no record. */
#include "lab/snapshot_record.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define RECORD_SCHEMA "worldswitch.snapshot/1"
#define RECORD_MAX    16384

static const struct text {
	const char *name;
	size_t offset, size;
	bool digest;
} texts[] = {
#define TEXT_MEMBER(member, is_digest)                                                             \
	{                                                                                          \
		.name = #member, .offset = offsetof(struct snapshot_record, member),               \
		.size = sizeof(((struct snapshot_record *)NULL)->member), .digest = (is_digest)    \
	}
	TEXT_MEMBER(sha256, true),        TEXT_MEMBER(kvm_said, false), TEXT_MEMBER(target, false),
	TEXT_MEMBER(emulator, true),      TEXT_MEMBER(initramfs, true), TEXT_MEMBER(kernel, false),
	TEXT_MEMBER(kernel_sha256, true),
};

#define TEXT_COUNT (sizeof(texts) / sizeof(texts[0]))

static bool is_digest(const char *text)
{
	return strlen(text) == WS_DIGEST_SIZE - 1 &&
	       strspn(text, "0123456789abcdef") == WS_DIGEST_SIZE - 1;
}

static int decode_text(const json_t *root, const struct text *text, struct snapshot_record *record)
{
	const char *value = json_string_value(json_object_get(root, text->name));

	if (!value || strlen(value) >= text->size || (text->digest && !is_digest(value)))
		return -EINVAL;
	memcpy((char *)record + text->offset, value, strlen(value) + 1);
	return 0;
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
	for (size_t at = 0; at < TEXT_COUNT; at++)
		if (decode_text(root, &texts[at], record) < 0)
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

static char *encode(const struct snapshot_record *record)
{
	json_t *root =
		json_pack("{s:s, s:I, s:I, s:I}", "schema", RECORD_SCHEMA, "inode",
			  (json_int_t)record->stamp.inode, "size", (json_int_t)record->stamp.size,
			  "changed", (json_int_t)record->stamp.changed);
	bool whole = root;
	char *text;

	for (size_t at = 0; at < TEXT_COUNT && whole; at++)
		whole = json_object_set_new(root, texts[at].name,
					    json_string((const char *)record + texts[at].offset)) ==
			0;
	text = whole ? json_dumps(root, JSON_INDENT(2)) : NULL;
	json_decref(root);
	return text;
}

int snapshot_record_write(const char *path, const struct snapshot_record *record,
			  struct ws_error *error)
{
	char *text = encode(record);
	int result;

	if (!text)
		return ws_fail(error, EINVAL, "cannot write %s", path);
	result = ws_file_write(path, text, strlen(text), error);
	free(text);
	return result;
}
