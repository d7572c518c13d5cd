// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Notes (System V gABI, "Note Section"): sizes of name and descriptor, a type, the name with its
 * NUL, the descriptor, both padded to four bytes. The linker's is named GNU and has type 3.
 */
#include "lab/build_id.h"

#include <elf.h>
#include <endian.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define HEADER 12

static uint32_t word_at(const unsigned char *at)
{
	uint32_t word;

	memcpy(&word, at, sizeof(word));
	return le32toh(word);
}

static size_t padded(uint32_t size)
{
	return ((size_t)size + 3) & ~(size_t)3;
}

bool build_id_find(const void *notes, size_t size, struct build_id *id)
{
	const unsigned char *at = notes;

	id->size = 0;
	while (size >= HEADER) {
		uint32_t name = word_at(at);
		uint32_t length = word_at(at + 4);
		size_t rest = size - HEADER;

		if (padded(name) > rest || length > rest - padded(name))
			return false;
		if (word_at(at + 8) == NT_GNU_BUILD_ID && name == 4 &&
		    memcmp(at + HEADER, "GNU", 4) == 0) {
			id->size = length <= BUILD_ID_MAX ? length : 0;
			memcpy(id->bytes, at + HEADER + padded(name), id->size);
			return id->size > 0;
		}
		if (padded(length) > rest - padded(name))
			return false;
		at += HEADER + padded(name) + padded(length);
		size = rest - padded(name) - padded(length);
	}
	return false;
}

bool build_id_equal(const struct build_id *a, const struct build_id *b)
{
	return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

void build_id_print(const struct build_id *id, char text[BUILD_ID_TEXT_MAX])
{
	text[0] = '\0';
	for (size_t i = 0; i < id->size; i++)
		sprintf(text + 2 * i, "%02x", id->bytes[i]);
}
