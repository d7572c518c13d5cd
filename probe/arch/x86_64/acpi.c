// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * RSDP, then XSDT or RSDT, then MADT (ACPI 6.5, 5.2.5 to 5.2.12). A table whose checksum is wrong,
 * or that says it is longer than any is, is not there.
 */
#include "probe/arch/x86_64/acpi.h"

#include "probe/core/text.h"

#define TABLE_MAX 0x10000 /* of the few tables read here none comes near */

enum { RSDP_REVISION = 15, RSDP_RSDT = 16, RSDP_SIZE_1 = 20, RSDP_XSDT = 24, RSDP_SIZE_2 = 36 };
enum { TABLE_LENGTH = 4, TABLE_HEADER = 36, MADT_ENTRIES = 44 };
enum { ENTRY_TYPE = 0, ENTRY_LENGTH = 1, ENTRY_HEADER = 2 };
enum { LOCAL_APIC = 0, LOCAL_X2APIC = 9 };

#define ENABLED 1u

struct table {
	const uint8_t *bytes;
	uint32_t length;
};

struct cpus {
	uint32_t *ids;
	unsigned int ids_max;
	unsigned int count;
};

static bool sums_up(const uint8_t *bytes, uint32_t length)
{
	uint8_t sum = 0;

	for (uint32_t at = 0; at < length; at++)
		sum = (uint8_t)(sum + bytes[at]);
	return sum == 0;
}

static bool read_table(struct table *table, const struct physical *physical, uint64_t address,
		       const char *signature)
{
	const uint8_t *header = physical_at(physical, address, TABLE_HEADER);

	if (!header || !text_spells((const char *)header, 4, signature))
		return false;
	table->length = physical_u32(header + TABLE_LENGTH);
	table->bytes = physical_at(physical, address, table->length);
	return table->bytes && table->length >= TABLE_HEADER && table->length <= TABLE_MAX &&
	       sums_up(table->bytes, table->length);
}

/* The MADT among the tables whose addresses, each of so many bytes, the root table lists. */
static bool find_madt(struct table *madt, const struct physical *physical, const struct table *root,
		      uint32_t entry)
{
	for (uint32_t at = TABLE_HEADER; root->length - at >= entry; at += entry) {
		uint64_t address = entry == 8 ? physical_u64(root->bytes + at)
					      : physical_u32(root->bytes + at);

		if (read_table(madt, physical, address, "APIC"))
			return madt->length >= MADT_ENTRIES;
	}
	return false;
}

static bool open_madt(struct table *madt, const struct physical *physical, uint64_t root)
{
	const uint8_t *rsdp = physical_at(physical, root, RSDP_SIZE_1);
	const uint8_t *extended = physical_at(physical, root, RSDP_SIZE_2);
	struct table list;

	if (!rsdp || !text_spells((const char *)rsdp, 8, "RSD PTR ") || !sums_up(rsdp, RSDP_SIZE_1))
		return false;
	if (rsdp[RSDP_REVISION] >= 2 && extended && sums_up(extended, RSDP_SIZE_2) &&
	    read_table(&list, physical, physical_u64(extended + RSDP_XSDT), "XSDT"))
		return find_madt(madt, physical, &list, 8);
	return read_table(&list, physical, physical_u32(rsdp + RSDP_RSDT), "RSDT") &&
	       find_madt(madt, physical, &list, 4);
}

static void see_cpu(struct cpus *cpus, uint32_t id, uint32_t flags)
{
	if (!(flags & ENABLED))
		return;
	if (cpus->count < cpus->ids_max)
		cpus->ids[cpus->count] = id;
	cpus->count++;
}

unsigned int acpi_cpus(const struct physical *physical, uint64_t root, uint32_t *ids,
		       unsigned int ids_max)
{
	struct cpus cpus = {.ids = ids, .ids_max = ids_max};
	struct table madt;

	if (!open_madt(&madt, physical, root))
		return 0;
	for (uint32_t at = MADT_ENTRIES; madt.length - at >= ENTRY_HEADER;) {
		const uint8_t *entry = madt.bytes + at;
		uint8_t length = entry[ENTRY_LENGTH];

		if (length < ENTRY_HEADER || length > madt.length - at)
			break;
		if (entry[ENTRY_TYPE] == LOCAL_APIC && length >= 8)
			see_cpu(&cpus, entry[3], physical_u32(entry + 4));
		if (entry[ENTRY_TYPE] == LOCAL_X2APIC && length >= 16)
			see_cpu(&cpus, physical_u32(entry + 4), physical_u32(entry + 8));
		at += length;
	}
	return cpus.count;
}
