// SPDX-License-Identifier: GPL-2.0-or-later
/* This operation has been the same in all versions of the control interface. */
#include "probe/hypervisor/xen_pin.h"

#include <stddef.h>

#include <worldswitch/domains.h>

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

static const struct {
	uint16_t domain;
	uint32_t vcpu;
	uint32_t cpu;
} pins[] = {
	{.domain = WS_XEN_DOM0, .vcpu = 0, .cpu = WS_XEN_CPU_OTHERS},
	{.domain = WS_XEN_MEASURED, .vcpu = 0, .cpu = WS_XEN_CPU_MEASURED},
	{.domain = WS_XEN_MEASURED, .vcpu = 1, .cpu = WS_XEN_CPU_OTHERS},
	{.domain = WS_XEN_PEER, .vcpu = 0, .cpu = WS_XEN_CPU_MEASURED},
};

bool xen_pin_all(void)
{
	for (size_t at = 0; at < sizeof(pins) / sizeof(pins[0]); at++)
		if (!xen_pin(pins[at].domain, pins[at].vcpu, pins[at].cpu))
			return false;
	return true;
}
