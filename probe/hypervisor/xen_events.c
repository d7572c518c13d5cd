// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Xen's page replaces one of the domain's own, which is lost to it: nothing else is certain to be
 * an address that nobody uses.
 */
#include "probe/hypervisor/xen_events.h"

#include <stddef.h>

#include "probe/arch/hypercall.h"
#include "probe/arch/wait.h"
#include "probe/hypervisor/xen_interface.h"
#include "probe/hypervisor/xen_ports.h"

static struct shared_info shared __attribute__((aligned(XEN_PAGE_SIZE)));

static int64_t call(uint64_t number, uint64_t operation, void *argument)
{
	return arch_hypercall_xen(number, operation, (uint64_t)(uintptr_t)argument);
}

bool events_connected(uint32_t port)
{
	return events_connected_of(DOMID_SELF, port);
}

bool events_is_open(uint32_t port)
{
	struct evtchn_status status = {.dom = DOMID_SELF, .port = port};

	return call(HYPERVISOR_event_channel_op, EVTCHNOP_status, &status) == 0 &&
	       status.status != EVTCHNSTAT_closed;
}

bool events_connected_of(uint16_t domain, uint32_t port)
{
	struct evtchn_status status = {.dom = domain, .port = port};

	return call(HYPERVISOR_event_channel_op, EVTCHNOP_status, &status) == 0 &&
	       status.status == EVTCHNSTAT_interdomain;
}

bool events_offer(uint16_t domain, uint16_t remote, uint32_t port)
{
	struct evtchn_alloc_unbound offer = {.dom = domain, .remote_dom = remote};

	return call(HYPERVISOR_event_channel_op, EVTCHNOP_alloc_unbound, &offer) == 0 &&
	       offer.port == port;
}

bool events_join(uint16_t remote, uint32_t port)
{
	struct evtchn_bind_interdomain bind = {.remote_dom = remote, .remote_port = port};

	return call(HYPERVISOR_event_channel_op, EVTCHNOP_bind_interdomain, &bind) == 0 &&
	       bind.local_port == port;
}

bool events_open(void)
{
	struct xen_add_to_physmap map = {
		.domid = DOMID_SELF,
		.space = XENMAPSPACE_shared_info,
		.gpfn = (uint64_t)(uintptr_t)&shared / XEN_PAGE_SIZE,
	};

	if (call(HYPERVISOR_memory_op, XENMEM_add_to_physmap, &map) != 0)
		return false;
	ports_reset(&shared);
	return true;
}

bool events_unmask(uint32_t port)
{
	struct evtchn_unmask unmask = {.port = port};

	return call(HYPERVISOR_event_channel_op, EVTCHNOP_unmask, &unmask) == 0;
}

bool events_wait(uint32_t port)
{
	return arch_wait_for(events_take, port);
}

bool events_take(uint32_t port)
{
	return ports_take(&shared, port);
}

void events_rearm(void)
{
	ports_rearm(&shared);
}

const struct evtchn_send *events_to_send(uint32_t port)
{
	static struct evtchn_send send;

	send.port = port;
	return &send;
}

bool events_send(uint32_t port)
{
	struct evtchn_send send = {.port = port};

	return call(HYPERVISOR_event_channel_op, EVTCHNOP_send, &send) == 0;
}

void events_yield(void)
{
	call(HYPERVISOR_sched_op, SCHEDOP_yield, NULL);
}
