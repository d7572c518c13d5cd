// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Intel's MultiProcessor Specification 1.4, chapter 4: a pointer on a boundary of 16 bytes, at the
 * end of the first 640 KiB or in the firmware's place below 1 MiB, and a table of entries. What is
 * outside of that, the area that the first page of memory would name, is not looked at.
 */
#include "probe/arch/x86_64/mptable.h"

#include "probe/arch/x86_64/cpus.h"
#include "probe/core/text.h"

enum { POINTER_TABLE = 4, POINTER_LENGTH = 8, POINTER_SIZE = 16 };
enum { TABLE_LENGTH = 4, TABLE_HEADER = 44 };
enum { CPU_ID = 1, CPU_FLAGS = 3, CPU_SIZE = 20, OTHER_SIZE = 8 };

#define CPU         0
#define LAST        4 /* kind of entry in the base table */
#define CPU_ENABLED 1u

static const struct {
	uint64_t begin;
	uint64_t end;
} places[] = {
	{.begin = 0x9fc00, .end = 0xa0000},
	{.begin = 0xf0000, .end = 0x100000},
};

static uint32_t u16(const uint8_t *bytes)
{
	return bytes[0] | (uint32_t)bytes[1] << 8;
}

/* Where the table is that the pointer at this address leads to; NULL where there is no pointer. */
static const uint8_t *table_by(const struct physical *physical, uint64_t address, uint32_t *length)
{
	const uint8_t *pointer = physical_at(physical, address, POINTER_SIZE);
	const uint8_t *table;
	uint64_t at;

	if (!pointer || !text_spells((const char *)pointer, 4, "_MP_") ||
	    pointer[POINTER_LENGTH] != 1 || !sums_up(pointer, POINTER_SIZE))
		return NULL;
	at = physical_u32(pointer + POINTER_TABLE);
	table = physical_at(physical, at, TABLE_HEADER);
	if (!table || !text_spells((const char *)table, 4, "PCMP"))
		return NULL;
	*length = u16(table + TABLE_LENGTH);
	return *length >= TABLE_HEADER && physical_at(physical, at, *length) &&
			       sums_up(table, *length)
		       ? table
		       : NULL;
}

/* As many as the table is long: the count in it is 0 with QEMU's microvm. */
static void see_entries(struct cpus *cpus, const uint8_t *table, uint32_t length)
{
	for (uint32_t at = TABLE_HEADER; at < length;) {
		const uint8_t *entry = table + at;
		uint32_t size = *entry == CPU ? CPU_SIZE : OTHER_SIZE;

		if (*entry > LAST || size > length - at)
			return;
		if (*entry == CPU && entry[CPU_FLAGS] & CPU_ENABLED)
			cpus_add(cpus, entry[CPU_ID]);
		at += size;
	}
}

unsigned int mptable_cpus(const struct physical *physical, uint32_t *ids, unsigned int ids_max)
{
	struct cpus cpus = {.ids = ids, .ids_max = ids_max};
	uint32_t length;

	for (size_t place = 0; place < sizeof(places) / sizeof(places[0]); place++)
		for (uint64_t at = places[place].begin; at < places[place].end; at += 16) {
			const uint8_t *table = table_by(physical, at, &length);

			if (!table)
				continue;
			see_entries(&cpus, table, length);
			return cpus.count;
		}
	return 0;
}
