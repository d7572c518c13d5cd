// SPDX-License-Identifier: GPL-2.0-or-later
/* The MADT's entries (ACPI 6.5, 5.2.12): local APICs and x2APICs, of which some are not there. */
#include "probe/arch/x86_64/acpi.h"

#include "probe/arch/x86_64/acpi_table.h"
#include "probe/arch/x86_64/cpus.h"

enum { MADT_ENTRIES = 44 };
enum { ENTRY_TYPE = 0, ENTRY_LENGTH = 1, ENTRY_HEADER = 2 };
enum { LOCAL_APIC = 0, LOCAL_X2APIC = 9 };

#define ENABLED 1u

static void see_cpu(struct cpus *cpus, uint32_t id, uint32_t flags)
{
	if (flags & ENABLED)
		cpus_add(cpus, id);
}

unsigned int acpi_cpus(const struct physical *physical, uint64_t root, uint32_t *ids,
		       unsigned int ids_max)
{
	struct cpus cpus = {.ids = ids, .ids_max = ids_max};
	struct acpi_table madt;

	if (!acpi_table_find(&madt, physical, root, "APIC", MADT_ENTRIES))
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
