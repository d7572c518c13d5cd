/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What PVH tells a guest: its start info. */
#ifndef WORLDSWITCH_VMM_ARCH_X86_64_PVH_H
#define WORLDSWITCH_VMM_ARCH_X86_64_PVH_H

#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

struct vmm_machine {
	uint64_t memory_end;
	uint64_t rsdp; /* where ACPI's tables are */
	const char *arguments;
};

/* Writes it for that address to buffer. -ENOSPC where it does not fit. */
int vmm_pvh_write(const struct vmm_machine *machine, uint64_t address, uint8_t *buffer, size_t size,
		  struct ws_error *error);

#endif
