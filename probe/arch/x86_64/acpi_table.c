// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * RSDP, then XSDT or RSDT, then the table (ACPI 6.5, 5.2.5 to 5.2.8). A table whose checksum is
 * wrong, or that says it is longer than any is, is not there.
 */
#include "probe/arch/x86_64/acpi_table.h"

#include "probe/arch/x86_64/acpi.h"
#include "probe/arch/x86_64/cpus.h"
#include "probe/core/text.h"

#define TABLE_MAX 0x40000 /* of the few tables read here none comes near */

enum { RSDP_REVISION = 15, RSDP_RSDT = 16, RSDP_SIZE_1 = 20, RSDP_XSDT = 24, RSDP_SIZE_2 = 36 };
enum { TABLE_LENGTH = 4 };

/* Where firmware leaves the RSDP, on a boundary of so many bytes (5.2.5.1). */
enum { FIRMWARE_BEGIN = 0xe0000, FIRMWARE_END = 0x100000, FIRMWARE_STEP = 16 };

bool acpi_table_read(struct acpi_table *table, const struct physical *physical, uint64_t address,
		     const char *signature)
{
	const uint8_t *header = physical_at(physical, address, ACPI_TABLE_HEADER);

	if (!header || !text_spells((const char *)header, 4, signature))
		return false;
	table->length = physical_u32(header + TABLE_LENGTH);
	table->bytes = physical_at(physical, address, table->length);
	return table->bytes && table->length >= ACPI_TABLE_HEADER && table->length <= TABLE_MAX &&
	       sums_up(table->bytes, table->length);
}

static const uint8_t *rsdp_at(const struct physical *physical, uint64_t address)
{
	const uint8_t *rsdp = physical_at(physical, address, RSDP_SIZE_1);

	return rsdp && text_spells((const char *)rsdp, 8, "RSD PTR ") && sums_up(rsdp, RSDP_SIZE_1)
		       ? rsdp
		       : NULL;
}

/* The one among the tables whose addresses, each of so many bytes, the root table lists. */
static bool find_listed(struct acpi_table *table, const struct physical *physical,
			const struct acpi_table *root, uint32_t entry, const char *signature)
{
	for (uint32_t at = ACPI_TABLE_HEADER; root->length - at >= entry; at += entry) {
		uint64_t address = entry == 8 ? physical_u64(root->bytes + at)
					      : physical_u32(root->bytes + at);

		if (acpi_table_read(table, physical, address, signature))
			return true;
	}
	return false;
}

static bool find(struct acpi_table *table, const struct physical *physical, uint64_t root,
		 const char *signature)
{
	const uint8_t *rsdp = rsdp_at(physical, root);
	const uint8_t *extended = physical_at(physical, root, RSDP_SIZE_2);
	struct acpi_table list;

	if (!rsdp)
		return false;
	if (rsdp[RSDP_REVISION] >= 2 && extended && sums_up(extended, RSDP_SIZE_2) &&
	    acpi_table_read(&list, physical, physical_u64(extended + RSDP_XSDT), "XSDT"))
		return find_listed(table, physical, &list, 8, signature);
	return acpi_table_read(&list, physical, physical_u32(rsdp + RSDP_RSDT), "RSDT") &&
	       find_listed(table, physical, &list, 4, signature);
}

bool acpi_table_find(struct acpi_table *table, const struct physical *physical, uint64_t root,
		     const char *signature, uint32_t least)
{
	return find(table, physical, root, signature) && table->length >= least;
}

uint64_t acpi_search(const struct physical *physical)
{
	for (uint64_t at = FIRMWARE_BEGIN; at < FIRMWARE_END; at += FIRMWARE_STEP)
		if (rsdp_at(physical, at))
			return at;
	return 0;
}
