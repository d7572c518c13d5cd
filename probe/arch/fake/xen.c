// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Events go to the page that the probe has given, as from Xen, and raise its interrupt. Of domains
 * that Dom0 makes: fake/xen_domains.c.
 */
#include "probe/arch/fake/xen.h"

#include <stddef.h>
#include <string.h>

#include <worldswitch/domains.h>

#include "probe/arch/fake/fake.h"
#include "probe/arch/hypercall.h"
#include "probe/arch/window.h"
#include "probe/arch/xen_page.h"
#include "probe/hypervisor/xen_interface.h"
#include "probe/hypervisor/xen_ports.h"

#define REFUSED (-1)

struct fake_xen fake_xen;

/* ARM's. */
const unsigned int arch_xen_events_word = 6;

static struct shared_info *page;

void fake_xen_reset(void)
{
	fake_xen = (struct fake_xen){
		.good_answers = FAKE_NEVER,
		.good_controls = FAKE_NEVER,
		.good_channels = FAKE_NEVER,
		.good_mappings = FAKE_NEVER,
		.domctl_version = 0x17,
	};
	page = NULL;
	fake_xen_domains_reset();
}

/* The machine is this process: its addresses are pointers. */
void *fake_xen_pointer(uint64_t address)
{
	void *result;

	memcpy(&result, &address, sizeof(result));
	return result;
}

static void arrive(uint32_t port)
{
	uint64_t bit = UINT64_C(1) << port;

	*ports_pending(page, port) |= bit;
	if (*ports_masked(page, port) & bit || page->vcpu_info.evtchn_upcall_pending)
		return;
	page->vcpu_info.evtchn_pending_sel |= 1;
	page->vcpu_info.evtchn_upcall_pending = 1;
	fake.pending++;
}

bool fake_goes_well(uint32_t *left)
{
	if (!*left)
		return false;
	if (*left != FAKE_NEVER)
		--*left;
	return true;
}

static bool is_too_early(uint32_t *left)
{
	if (!*left)
		return false;
	--*left;
	return true;
}

static bool is_connected(const struct evtchn_status *status)
{
	return fake_xen_is_joined(status) &&
	       !(status->port == WS_XEN_HELLO && is_too_early(&fake_xen.dom0_joins));
}

static int64_t take(uint32_t port)
{
	if (fake_xen.refuses_events)
		return REFUSED;
	switch (port) {
	case WS_XEN_HELLO:
		if (!is_too_early(&fake_xen.dom0_boots))
			arrive(port);
		break;
	case WS_XEN_OTHER:
		if (!is_too_early(&fake.other_boots))
			arrive(port);
		break;
	case WS_XEN_WATCH:
		if (fake_goes_well(&fake_xen.good_answers))
			arrive(WS_XEN_HELLO);
		break;
	case WS_XEN_REPLY:
		if (fake_goes_well(&fake_xen.good_answers))
			arrive(port);
		break;
	default:
		if (fake_goes_well(&fake.good_requests))
			arrive(port);
		break;
	}
	return 0;
}

static int64_t event_channel_operation(uint64_t operation, void *argument)
{
	struct evtchn_status *status = argument;

	switch (operation) {
	case EVTCHNOP_send:
		return take(((const struct evtchn_send *)argument)->port);
	case EVTCHNOP_status:
		status->status = is_connected(status) ? EVTCHNSTAT_interdomain : 0;
		return 0;
	case EVTCHNOP_unmask: {
		uint32_t port = ((const struct evtchn_unmask *)argument)->port;

		*ports_masked(page, port) &= ~(UINT64_C(1) << port);
		return 0;
	}
	default:
		return fake_xen_channel(operation, argument);
	}
}

/* Xen joins a channel with an event that nobody has sent: one of each is there. */
static int64_t share_page(const struct xen_add_to_physmap *map)
{
	if (fake_xen.gives_no_page)
		return REFUSED;
	page = fake_xen_pointer(map->gpfn * XEN_PAGE_SIZE);
	*ports_pending(page, 0) = UINT64_MAX;
	page->vcpu_info.evtchn_pending_sel = 1;
	page->vcpu_info.evtchn_upcall_pending = 1;
	fake.pending++;
	return 0;
}

static int64_t control_operation(struct xen_domctl *call)
{
	if (call->interface_version != fake_xen.domctl_version)
		return -XEN_EACCES;
	if (fake_xen.domctl_refused)
		return REFUSED;
	if (call->cmd != XEN_DOMCTL_setvcpuaffinity)
		return fake_xen_control(call);
	if (fake_xen.one_cpu)
		return REFUSED;
	fake_xen.pinned.domain = call->domain;
	fake_xen.pinned.vcpu = call->u.vcpuaffinity.vcpu;
	fake_xen.pinned.cpus =
		*(const uint8_t *)fake_xen_pointer(call->u.vcpuaffinity.cpumap_hard.bitmap);
	return 0;
}

static int64_t hvm_operation(uint64_t operation, struct xen_hvm_param *parameter)
{
	if (operation != HVMOP_get_param)
		return REFUSED;
	parameter->value = parameter->index == HVM_PARAM_CONSOLE_PFN ? fake_xen.console_page
								     : fake_xen.console_port;
	return 0;
}

static int64_t yield(void)
{
	fake_xen.yields++;
	if (fake_xen.yielded)
		fake_xen.yielded();
	return 0;
}

int64_t arch_hypercall_xen(uint64_t call, uint64_t first, uint64_t second)
{
	switch (call) {
	case HYPERVISOR_event_channel_op:
		return event_channel_operation(first, fake_xen_pointer(second));
	case HYPERVISOR_memory_op:
		return first == XENMEM_add_to_physmap
			       ? share_page(fake_xen_pointer(second))
			       : fake_xen_memory(first, fake_xen_pointer(second));
	case HYPERVISOR_domctl:
		return control_operation(fake_xen_pointer(first));
	case HYPERVISOR_sched_op:
		return yield();
	case HYPERVISOR_hvm_op:
		return hvm_operation(first, fake_xen_pointer(second));
	default:
		return REFUSED;
	}
}

int64_t arch_window_event(const struct evtchn_send *send)
{
	fake_note(FAKE_SIGNAL, send->port, 0, 0);
	if (fake_xen.refuses_events)
		return REFUSED;
	if (fake_goes_well(&fake.good_signals))
		arrive(WS_XEN_REPLY);
	return 0;
}

int64_t arch_window_event_and_yield(const struct evtchn_send *send)
{
	fake_note(FAKE_SIGNAL_AND_YIELD, send->port, 0, 0);
	if (fake_xen.refuses_events)
		return REFUSED;
	if (fake_goes_well(&fake.good_signals))
		arrive(send->port);
	return 0;
}
