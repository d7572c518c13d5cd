/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guest's memory: one range of guest physical addresses, reached only through a bounds check.
 */
#ifndef WORLDSWITCH_VMM_MEMORY_H
#define WORLDSWITCH_VMM_MEMORY_H

#include <stdint.h>

#include "support/error.h"

struct vmm_memory {
	uint64_t base; /* guest physical address of its first byte */
	uint64_t size;
	uint8_t *host;
};

/* size in bytes, a whole number of pages; zeros, which take no room before they are touched. */
int vmm_memory_create(struct vmm_memory *memory, uint64_t base, uint64_t size,
		      struct ws_error *error);
void vmm_memory_destroy(struct vmm_memory *memory);

/* Where the guest's [address, address + size) is in this process; NULL unless all of it is memory.
 */
void *vmm_memory_at(const struct vmm_memory *memory, uint64_t address, uint64_t size);

/* Keeps what the guest and this program touch from being paged out. */
void vmm_memory_lock(void);

#endif
