// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The start info (Xen, xen/include/public/arch-x86/hvm/start_info.h, version 1), its list of memory
 * and the command line, in one piece. Types of memory are those of the BIOS's E820.
 */
#include "vmm/arch/x86_64/pvh.h"

#include <errno.h>
#include <string.h>

#include "vmm/arch/x86_64/layout.h"

#define MAGIC          0x336ec578 /* "xEn3" with the 0x80 bit of the "E" set */
#define VERSION        1
#define TYPE_RAM       1
#define TYPE_RESERVED  2
#define MEMORY_ENTRIES 3

struct memory_entry {
	uint64_t address;
	uint64_t size;
	uint32_t type;
	uint32_t reserved;
};

struct start_info {
	uint32_t magic;
	uint32_t version;
	uint32_t flags;
	uint32_t module_count;
	uint64_t modules;
	uint64_t arguments;
	uint64_t rsdp;
	uint64_t memory;
	uint32_t memory_count;
	uint32_t reserved;
};

struct page {
	struct start_info info;
	struct memory_entry memory[MEMORY_ENTRIES];
	char arguments[];
};

int vmm_pvh_write(const struct vmm_machine *machine, uint64_t address, uint8_t *buffer, size_t size,
		  struct ws_error *error)
{
	size_t arguments_size = strlen(machine->arguments) + 1;
	const struct page page = {
		.info =
			{
				.magic = MAGIC,
				.version = VERSION,
				.arguments = address + offsetof(struct page, arguments),
				.rsdp = machine->rsdp,
				.memory = address + offsetof(struct page, memory),
				.memory_count = MEMORY_ENTRIES,
			},
		.memory =
			{
				{0, LOW_MEMORY_END, TYPE_RAM, 0},
				{LOW_MEMORY_END, HIGH_MEMORY - LOW_MEMORY_END, TYPE_RESERVED, 0},
				{HIGH_MEMORY, machine->memory_end - HIGH_MEMORY, TYPE_RAM, 0},
			},
	};

	if (size < sizeof(page) || size - sizeof(page) < arguments_size)
		return ws_fail(error, ENOSPC, "no room for a command line of %zu bytes",
			       arguments_size);
	memcpy(buffer, &page, sizeof(page));
	memcpy(buffer + sizeof(page), machine->arguments, arguments_size);
	return 0;
}
