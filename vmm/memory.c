// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The guest's memory. Pages are locked when they are first touched and not before: filling all of
 * it at the start would be most of the start-up time, and the probe touches a few dozen pages.
 */
#include "vmm/memory.h"

#include <errno.h>
#include <stddef.h>
#include <sys/mman.h>

int vmm_memory_create(struct vmm_memory *memory, uint64_t base, uint64_t size,
		      struct ws_error *error)
{
	void *host = mmap(NULL, size, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (host == MAP_FAILED)
		return ws_fail_errno(error, errno, "no room for %llu MiB of guest memory",
				     (unsigned long long)(size >> 20));
	*memory = (struct vmm_memory){.base = base, .size = size, .host = host};
	return 0;
}

void vmm_memory_destroy(struct vmm_memory *memory)
{
	if (memory->host)
		munmap(memory->host, memory->size);
	memory->host = NULL;
}

void *vmm_memory_at(const struct vmm_memory *memory, uint64_t address, uint64_t size)
{
	uint64_t offset = address - memory->base;

	if (address < memory->base || offset > memory->size || size > memory->size - offset)
		return NULL;
	return memory->host + offset;
}

void vmm_memory_lock(void)
{
	/* Refused to a user with a small RLIMIT_MEMLOCK; then pages stay by being in use. */
	(void)mlockall(MCL_CURRENT | MCL_ONFAULT);
}
