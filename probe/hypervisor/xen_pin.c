// SPDX-License-Identifier: GPL-2.0-or-later
/* This operation has been the same in all versions of the control interface. */
#include "probe/hypervisor/xen_pin.h"

#include "probe/hypervisor/xen_control.h"

#define MAP_BITS 8

bool xen_pin(uint16_t domain, uint32_t vcpu, uint32_t cpu)
{
	uint8_t map = (uint8_t)(1u << cpu % MAP_BITS);
	struct xen_domctl call = {
		.cmd = XEN_DOMCTL_setvcpuaffinity,
		.domain = domain,
		.u.vcpuaffinity =
			{
				.vcpu = vcpu,
				.flags = XEN_VCPUAFFINITY_HARD,
				.cpumap_hard = {.bitmap = (uint64_t)(uintptr_t)&map,
						.nr_bits = MAP_BITS},
			},
	};

	return xen_control(&call);
}
