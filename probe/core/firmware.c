// SPDX-License-Identifier: GPL-2.0-or-later
/* Item 0 holds "QEMU", item 0x19 a directory, big-endian: a count, then 64 bytes for each file. */
#include "probe/core/firmware.h"

#include <stdbool.h>

#include "probe/core/text.h"

#define ITEM_SIGNATURE 0x00
#define ITEM_DIRECTORY 0x19
#define NAME_SIZE      56
#define FILES_MAX      1024

struct entry {
	uint32_t size;
	uint16_t item;
	char name[NAME_SIZE + 1];
};

static uint32_t next_number(const struct firmware *firmware, unsigned int bytes)
{
	uint32_t number = 0;

	while (bytes--)
		number = number << 8 | firmware->next(firmware->context);
	return number;
}

static void next_bytes(const struct firmware *firmware, char *bytes, size_t count)
{
	for (size_t at = 0; at < count; at++)
		bytes[at] = (char)firmware->next(firmware->context);
	bytes[count] = '\0';
}

static bool is_there(const struct firmware *firmware)
{
	char signature[5];

	firmware->select(firmware->context, ITEM_SIGNATURE);
	next_bytes(firmware, signature, sizeof(signature) - 1);
	return text_equal(signature, "QEMU");
}

static bool find(const struct firmware *firmware, const char *name, struct entry *entry)
{
	uint32_t count;

	firmware->select(firmware->context, ITEM_DIRECTORY);
	count = next_number(firmware, 4);
	for (uint32_t at = 0; at < count && at < FILES_MAX; at++) {
		entry->size = next_number(firmware, 4);
		entry->item = (uint16_t)next_number(firmware, 2);
		next_number(firmware, 2); /* reserved */
		next_bytes(firmware, entry->name, NAME_SIZE);
		if (text_equal(entry->name, name))
			return true;
	}
	return false;
}

enum firmware_answer firmware_read(const struct firmware *firmware, const char *name, char *text,
				   size_t size)
{
	struct entry entry;

	if (!is_there(firmware))
		return FIRMWARE_MISSING;
	if (!find(firmware, name, &entry))
		return FIRMWARE_NO_FILE;
	if (entry.size >= size)
		return FIRMWARE_TOO_LARGE;
	firmware->select(firmware->context, entry.item);
	next_bytes(firmware, text, entry.size);
	return FIRMWARE_FOUND;
}
