/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is read from ACPI's tables: which CPUs there are, and how the machine is switched off. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_ACPI_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_ACPI_H

#include "probe/arch/x86_64/physical.h"

/*
 * How many usable CPUs the tables name that begin at `root` (the RSDP), 0 where they name none or
 * cannot be read. The first `ids_max` of their interrupt controllers' identifiers go to `ids`.
 */
unsigned int acpi_cpus(const struct physical *physical, uint64_t root, uint32_t *ids,
		       unsigned int ids_max);

/* The RSDP where firmware puts it below 1 MiB, for who has not been told; 0 where there is none. */
uint64_t acpi_search(const struct physical *physical);

/* A register, and the byte that switches the machine off. */
struct acpi_off {
	bool port; /* else memory */
	uint64_t address;
	uint8_t value;
};

/*
 * Of machines that have ACPI and nothing else (hardware-reduced): virtual ones, as a rule. False
 * where the tables that begin at `root` describe no such thing.
 */
bool acpi_find_off(struct acpi_off *off, const struct physical *physical, uint64_t root);

#endif
