// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The control interface (xen/include/public/domctl.h) is not stable: a call carries its version,
 * and Xen answers another one's with EACCES. This operation has been the same in all of these.
 */
#include "probe/hypervisor/xen_pin.h"

#include <stddef.h>

#include <worldswitch/domains.h>

#include "probe/arch/hypercall.h"
#include "probe/hypervisor/xen_interface.h"

#define MAP_BITS 8

bool xen_pin(uint16_t domain, uint32_t vcpu, uint32_t cpu)
{
	int64_t result = -XEN_EACCES;

	for (uint32_t version = XEN_DOMCTL_INTERFACE_OLDEST;
	     version <= XEN_DOMCTL_INTERFACE_NEWEST && result == -XEN_EACCES; version++) {
		uint8_t map = (uint8_t)(1u << cpu % MAP_BITS);
		struct xen_domctl call = {
			.cmd = XEN_DOMCTL_setvcpuaffinity,
			.interface_version = version,
			.domain = domain,
			.u.vcpuaffinity =
				{
					.vcpu = vcpu,
					.flags = XEN_VCPUAFFINITY_HARD,
					.cpumap_hard = {.bitmap = (uint64_t)(uintptr_t)&map,
							.nr_bits = MAP_BITS},
				},
		};

		result = arch_hypercall_xen(HYPERVISOR_domctl, (uint64_t)(uintptr_t)&call, 0);
	}
	return result == 0;
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
