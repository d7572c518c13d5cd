/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ACPI's tables by their signatures. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_ACPI_TABLE_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_ACPI_TABLE_H

#include "probe/arch/x86_64/physical.h"

#define ACPI_TABLE_HEADER 36

struct acpi_table {
	const uint8_t *bytes;
	uint32_t length; /* with the header */
};

/* The table at that address, where it has this signature and adds up. */
bool acpi_table_read(struct acpi_table *table, const struct physical *physical, uint64_t address,
		     const char *signature);

/* The first table with that signature, of at least so many bytes, that the RSDP at `root` leads to.
 */
bool acpi_table_find(struct acpi_table *table, const struct physical *physical, uint64_t root,
		     const char *signature, uint32_t least);

#endif
