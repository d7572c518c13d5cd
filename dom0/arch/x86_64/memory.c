// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A paravirtualized kernel has foreign pages in its processes' page tables (Linux,
 * include/uapi/xen/privcmd.h, IOCTL_PRIVCMD_MMAPBATCH_V2). Which of them there are is said of each.
 */
#include "dom0/arch/x86_64/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "dom0/hypercall.h"

struct privcmd_mmapbatch_v2 {
	uint32_t num;
	uint16_t dom;
	uint64_t addr;
	const uint64_t *arr;
	int *err;
};

#define IOCTL_PRIVCMD_MMAPBATCH_V2 _IOC(_IOC_NONE, 'P', 4, sizeof(struct privcmd_mmapbatch_v2))

static int fill(int device, uint16_t domain, uint64_t first, struct memory *memory)
{
	static uint64_t numbers[MEMORY_PAGES_MAX];
	static int errors[MEMORY_PAGES_MAX];
	struct privcmd_mmapbatch_v2 batch = {
		.num = (uint32_t)memory->pages,
		.dom = domain,
		.addr = (uint64_t)(uintptr_t)memory->bytes,
		.arr = numbers,
		.err = errors,
	};

	for (size_t at = 0; at < memory->pages; at++)
		numbers[at] = first + at;
	if (ioctl(device, IOCTL_PRIVCMD_MMAPBATCH_V2, &batch) < 0)
		return -errno;
	for (size_t at = 0; at < memory->pages; at++)
		memory->there[at] = errors[at] == 0;
	return 0;
}

static int map(int device, uint16_t domain, uint64_t first, struct memory *memory)
{
	int result;

	memory->bytes = mmap(NULL, memory->pages * MEMORY_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED,
			     device, 0);
	if (memory->bytes == MAP_FAILED)
		return -errno;
	result = fill(device, domain, first, memory);
	if (result)
		memory_unmap(memory);
	return result;
}

int memory_map(uint16_t domain, uint64_t first, size_t pages, struct memory *memory,
	       struct ws_error *error)
{
	int device = open(DOM0_PRIVCMD, O_RDWR | O_CLOEXEC);
	int result;

	if (device < 0)
		return ws_fail_errno(error, errno, "cannot open " DOM0_PRIVCMD);
	memory->pages = pages < MEMORY_PAGES_MAX ? pages : MEMORY_PAGES_MAX;
	result = map(device, domain, first, memory);
	close(device);
	return result ? ws_fail_errno(error, -result, "cannot use memory of domain %u", domain) : 0;
}

void memory_unmap(const struct memory *memory)
{
	munmap(memory->bytes, memory->pages * MEMORY_PAGE);
}
