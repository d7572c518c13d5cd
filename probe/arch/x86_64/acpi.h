/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one thing read from ACPI's tables: which CPUs there are. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_ACPI_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_ACPI_H

#include "probe/arch/x86_64/physical.h"

/*
 * How many usable CPUs the tables name that begin at `root` (the RSDP), 0 where they name none or
 * cannot be read. The first `ids_max` of their interrupt controllers' identifiers go to `ids`.
 */
unsigned int acpi_cpus(const struct physical *physical, uint64_t root, uint32_t *ids,
		       unsigned int ids_max);

#endif
