/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of ACPI that tell the guest which CPUs there are. */
#ifndef WORLDSWITCH_VMM_ARCH_X86_64_ACPI_H
#define WORLDSWITCH_VMM_ARCH_X86_64_ACPI_H

#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

/* Writes the tables for that address to buffer, the RSDP first. -ENOSPC where they do not fit. */
int vmm_acpi_write(uint64_t address, unsigned int cpus, uint8_t *buffer, size_t size,
		   struct ws_error *error);

#endif
