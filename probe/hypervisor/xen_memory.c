// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A page of another domain is written through a page of one's own that is lost to it: what is
 * mapped there takes its place, and leaves a hole when it is taken away again. The hole serves the
 * next.
 */
#include "probe/hypervisor/xen_memory.h"

#include "probe/arch/hypercall.h"
#include "probe/hypervisor/xen_interface.h"

#define EXTENT_ORDER 9
#define EXTENTS_MAX  64

static uint8_t window[XEN_PAGE_SIZE] __attribute__((aligned(XEN_PAGE_SIZE)));

static uint64_t address_of(const void *object)
{
	return (uint64_t)(uintptr_t)object;
}

static bool call(uint64_t operation, const void *argument)
{
	return arch_hypercall_xen(HYPERVISOR_memory_op, operation, address_of(argument)) == 0;
}

bool xen_memory_give(uint16_t domain, uint32_t extents)
{
	uint64_t pages[EXTENTS_MAX];
	struct xen_memory_reservation reservation = {
		.extent_start = address_of(pages),
		.nr_extents = extents,
		.extent_order = EXTENT_ORDER,
		.domid = domain,
	};

	if (extents > EXTENTS_MAX)
		return false;
	for (uint32_t at = 0; at < extents; at++)
		pages[at] = (uint64_t)at << EXTENT_ORDER;
	/* The answer is how many of them it has got. */
	return arch_hypercall_xen(HYPERVISOR_memory_op, XENMEM_populate_physmap,
				  address_of(&reservation)) == (int64_t)extents;
}

static bool map(uint16_t domain, uint64_t page)
{
	uint64_t here = address_of(window) / XEN_PAGE_SIZE;
	int32_t error = 0;
	struct xen_add_to_physmap_batch batch = {
		.domid = DOMID_SELF,
		.space = XENMAPSPACE_gmfn_foreign,
		.size = 1,
		.foreign_domid = domain,
		.idxs = address_of(&page),
		.gpfns = address_of(&here),
		.errs = address_of(&error),
	};

	return call(XENMEM_add_to_physmap_batch, &batch) && error == 0;
}

static bool unmap(void)
{
	struct xen_remove_from_physmap remove = {
		.domid = DOMID_SELF,
		.gpfn = address_of(window) / XEN_PAGE_SIZE,
	};

	return call(XENMEM_remove_from_physmap, &remove);
}

bool xen_memory_write(uint16_t domain, uint64_t address, const void *bytes, size_t size)
{
	const uint8_t *from = bytes;

	while (size) {
		uint64_t offset = address % XEN_PAGE_SIZE;
		size_t part = size < XEN_PAGE_SIZE - offset ? size : XEN_PAGE_SIZE - offset;

		if (!map(domain, address / XEN_PAGE_SIZE))
			return false;
		for (size_t at = 0; at < part; at++)
			window[offset + at] = from[at];
		if (!unmap())
			return false;
		address += part;
		from += part;
		size -= part;
	}
	return true;
}
