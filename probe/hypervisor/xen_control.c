// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The control interface is not stable: a call carries its version, and Xen answers another one's
 * with EACCES, before it looks at anything else.
 */
#include "probe/hypervisor/xen_control.h"

#include <worldswitch/domains.h>

#include "probe/arch/hypercall.h"

static int64_t call_in(struct xen_domctl *call, uint32_t version)
{
	call->interface_version = version;
	return arch_hypercall_xen(HYPERVISOR_domctl, (uint64_t)(uintptr_t)call, 0);
}

bool xen_control(struct xen_domctl *call)
{
	static uint32_t last = XEN_DOMCTL_INTERFACE_NEWEST;
	int64_t result = call_in(call, last);

	for (uint32_t version = XEN_DOMCTL_INTERFACE_OLDEST;
	     version <= XEN_DOMCTL_INTERFACE_NEWEST && result == -XEN_EACCES; version++) {
		result = call_in(call, version);
		last = version;
	}
	return result == 0;
}

/* A question that does nothing. */
uint32_t xen_control_version(void)
{
	struct xen_domctl call = {.cmd = XEN_DOMCTL_getdomaininfo, .domain = WS_XEN_DOM0};

	return xen_control(&call) ? call.interface_version : 0;
}
