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

#define PAGE_SIZE 4096

static union {
	struct shared_info info;
	uint8_t page[PAGE_SIZE];
} shared __attribute__((aligned(PAGE_SIZE)));

static int64_t call(uint64_t number, uint64_t operation, void *argument)
{
	return arch_hypercall_xen(number, operation, (uint64_t)(uintptr_t)argument);
}

bool events_connected(uint32_t port)
{
	struct evtchn_status status = {.dom = DOMID_SELF, .port = port};

	return call(HYPERVISOR_event_channel_op, EVTCHNOP_status, &status) == 0 &&
	       status.status == EVTCHNSTAT_interdomain;
}

bool events_open(void)
{
	struct xen_add_to_physmap map = {
		.domid = DOMID_SELF,
		.space = XENMAPSPACE_shared_info,
		.gpfn = (uint64_t)(uintptr_t)&shared / PAGE_SIZE,
	};

	if (call(HYPERVISOR_memory_op, XENMEM_add_to_physmap, &map) != 0)
		return false;
	ports_reset(&shared.info);
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
	return ports_take(&shared.info, port);
}

void events_rearm(void)
{
	ports_rearm(&shared.info);
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
