// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A domain that xl has made finds its command line by a structure at the beginning of a page
 * (xen/include/public/arch-x86/hvm/start_info.h), whose number is in its CPU's registers alone. It
 * is found by what it begins with and by the line that it leads to.
 */
#include "dom0/arch/x86_64/line.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "dom0/arch/x86_64/memory.h"
#include "probe/arch/x86_64/start_info.h"

#define RESERVED '.'

void line_reserve(char *line, size_t size)
{
	memset(line, RESERVED, size - 1);
	line[size - 1] = '\0';
}

static bool is_there(const struct memory *memory, uint64_t address, size_t size)
{
	uint64_t end = memory->pages * MEMORY_PAGE;

	if (size == 0 || address >= end || size > end - address)
		return false;
	for (uint64_t page = address / MEMORY_PAGE; page <= (address + size - 1) / MEMORY_PAGE;
	     page++)
		if (!memory->there[page])
			return false;
	return true;
}

static bool is_reserved(const struct memory *memory, uint64_t address, size_t size)
{
	const uint8_t *at = memory->bytes + address;

	if (!is_there(memory, address, size) || at[size - 1] != '\0')
		return false;
	for (size_t done = 0; done < size - 1; done++)
		if (at[done] != RESERVED)
			return false;
	return true;
}

static bool find(const struct memory *memory, size_t size, uint64_t *address)
{
	struct start_info info;

	for (size_t page = 0; page < memory->pages; page++) {
		if (!memory->there[page])
			continue;
		memcpy(&info, memory->bytes + page * MEMORY_PAGE,
		       offsetof(struct start_info, cmdline));
		if (info.magic == X86_64_START_INFO_MAGIC &&
		    is_reserved(memory, info.cmdline_paddr, size)) {
			*address = info.cmdline_paddr;
			return true;
		}
	}
	return false;
}

int line_find(uint16_t domain, size_t pages, size_t size, uint64_t *address, struct ws_error *error)
{
	static struct memory memory;
	int result = memory_map(domain, 0, pages, &memory, error);

	if (result)
		return result;
	if (!find(&memory, size, address))
		result = ws_fail(error, ENOENT, "domain %u has no room for its command line",
				 domain);
	memory_unmap(&memory);
	return result;
}

int line_write(uint16_t domain, uint64_t address, const char *line, struct ws_error *error)
{
	static struct memory memory;
	uint64_t first = address / MEMORY_PAGE;
	uint64_t offset = address % MEMORY_PAGE;
	size_t size = strlen(line) + 1;
	int result =
		memory_map(domain, first, (offset + size - 1) / MEMORY_PAGE + 1, &memory, error);

	if (result)
		return result;
	if (is_there(&memory, offset, size))
		memcpy(memory.bytes + offset, line, size);
	else
		result = ws_fail(error, EFAULT, "domain %u has lost memory", domain);
	memory_unmap(&memory);
	return result;
}
