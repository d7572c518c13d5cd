/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A guest's image as ELF with the entry point that PVH names. */
#ifndef WORLDSWITCH_VMM_ARCH_X86_64_ELF_H
#define WORLDSWITCH_VMM_ARCH_X86_64_ELF_H

#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

#define VMM_SEGMENTS_MAX 16

/* What goes to one place in memory; behind what the file has of it there are zeroes. */
struct vmm_segment {
	uint64_t address; /* physical */
	uint64_t size;
	const uint8_t *data; /* in the file */
	uint64_t data_size;
};

struct vmm_elf {
	uint32_t entry;
	size_t count;
	struct vmm_segment segments[VMM_SEGMENTS_MAX];
};

/*
 * -ENOEXEC where data is no such image. Segments lie in the file and end below 2^64; whether there
 * is memory for them is the caller's to see.
 */
int vmm_elf_read(const uint8_t *data, size_t size, struct vmm_elf *elf, struct ws_error *error);

#endif
