// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Nobody chooses the number of a port: Xen takes the first that is free. Ports that a domain has no
 * use for are taken too, so that the next one has its number.
 */
#include "probe/hypervisor/xen_channels.h"

#include <stdint.h>

#include <worldswitch/domains.h>

#include "probe/arch/wait.h"
#include "probe/hypervisor/xen_events.h"
#include "probe/hypervisor/xen_interface.h"

/* Who is at the other end of the measured domain's ports. */
static const uint16_t others[] = {
	[WS_XEN_SIGNAL] = WS_XEN_DOM0, [WS_XEN_REPLY] = WS_XEN_DOM0, [WS_XEN_OTHER] = WS_XEN_PEER,
	[WS_XEN_HELLO] = WS_XEN_DOM0,  [WS_XEN_WATCH] = WS_XEN_DOM0,
};

#define PORTS_END (sizeof(others) / sizeof(others[0]))

static bool make(uint32_t port)
{
	if (!events_offer(WS_XEN_MEASURED, others[port], port))
		return false;
	return others[port] == WS_XEN_DOM0 ? events_join(WS_XEN_MEASURED, port)
					   : events_offer(DOMID_SELF, DOMID_SELF, port);
}

bool channels_make(void)
{
	for (uint32_t port = 1; port < PORTS_END; port++)
		if (!make(port))
			return false;
	for (uint32_t port = 1; port < WS_XEN_OTHER; port++)
		if (!events_offer(WS_XEN_PEER, WS_XEN_PEER, port))
			return false;
	return true;
}

bool channels_peer_joins(void)
{
	return events_connected(WS_XEN_OTHER) || events_join(WS_XEN_MEASURED, WS_XEN_OTHER);
}

static bool joined(uint32_t port)
{
	return events_connected_of(WS_XEN_MEASURED, port);
}

bool channels_peer_joined(void)
{
	return arch_wait_for(joined, WS_XEN_OTHER);
}
