// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The order is Xen's: VCPUs before their state, memory for tables before memory. The peer runs
 * first, since a channel that nobody has joined yet is none to the measured domain. On a machine
 * with one CPU the measured domain is alone, with one VCPU.
 */
#include "probe/hypervisor/xen_build.h"

#include <stddef.h>

#include <worldswitch/domains.h>
#include <worldswitch/records.h>

#include "probe/hypervisor/xen_channels.h"
#include "probe/hypervisor/xen_control.h"
#include "probe/hypervisor/xen_memory.h"
#include "probe/hypervisor/xen_pin.h"

#define PORT_MAX 63 /* a domain's last, more than there are channels */

#define MEASURED_VCPUS 2
#define PEER_VCPUS     1

static bool create(const struct xen_blueprint *blueprint, uint16_t domain, uint32_t vcpus)
{
	const struct xen_domctl_createdomain_end end = {
		.arch = {blueprint->arch[0], blueprint->arch[1]},
	};
	struct xen_domctl call = {
		.cmd = XEN_DOMCTL_createdomain,
		.domain = domain,
		.u.createdomain =
			{
				.flags = blueprint->flags,
				.max_vcpus = vcpus,
				.max_evtchn_port = PORT_MAX,
				.max_grant_frames = -1,
				.max_maptrack_frames = -1,
				.grant_opts = XEN_DOMCTL_GRANT_version,
			},
	};

	if (xen_control_version() < XEN_DOMCTL_INTERFACE_ALTP2M)
		call.u.createdomain.end = end;
	else
		call.u.createdomain.altp2m.end = end;
	return xen_control(&call) && call.domain == domain;
}

static bool give_vcpus(uint16_t domain, uint32_t vcpus)
{
	struct xen_domctl call = {
		.cmd = XEN_DOMCTL_max_vcpus,
		.domain = domain,
		.u.max_vcpus = vcpus,
	};

	return xen_control(&call);
}

static bool give_memory(const struct xen_blueprint *blueprint, uint16_t domain)
{
	struct xen_domctl limit = {
		.cmd = XEN_DOMCTL_max_mem,
		.domain = domain,
		.u.max_memkb = blueprint->extents * XEN_MEMORY_EXTENT / 1024,
	};
	struct xen_domctl paging = {
		.cmd = XEN_DOMCTL_set_paging_mempool_size,
		.domain = domain,
		.u.paging_mempool_size = blueprint->paging_bytes,
	};

	return xen_control(&limit) && xen_control(&paging) &&
	       xen_memory_give(domain, blueprint->extents);
}

static const char *make(const struct xen_blueprint *blueprint, uint16_t domain, uint32_t vcpus)
{
	if (!create(blueprint, domain, vcpus) || !give_vcpus(domain, vcpus))
		return "Xen refused to make a domain";
	if (!give_memory(blueprint, domain))
		return "Xen gave a domain no memory";
	return NULL;
}

static bool unpause(uint16_t domain)
{
	struct xen_domctl call = {.cmd = XEN_DOMCTL_unpausedomain, .domain = domain};

	return xen_control(&call);
}

static const char *build_peer(const struct xen_blueprint *blueprint)
{
	const char *wrong = make(blueprint, WS_XEN_PEER, PEER_VCPUS);

	if (wrong)
		return wrong;
	if (!channels_make())
		return "Xen refused an event channel";
	if (!blueprint->load(WS_XEN_PEER, PEER_VCPUS, WS_PARAMETER_ROLE WS_ROLE_PEER))
		return "a domain's image was not loaded";
	return unpause(WS_XEN_PEER) && channels_peer_joined() ? NULL
							      : "the peer never joined its channel";
}

static const char *run_measured(const struct xen_blueprint *blueprint, uint32_t vcpus)
{
	const char *arguments = blueprint->measured();

	if (!arguments)
		return "nobody says what is to be measured";
	if (!blueprint->load(WS_XEN_MEASURED, vcpus, arguments))
		return "a domain's image was not loaded";
	return unpause(WS_XEN_MEASURED) ? NULL : "Xen refused to start a domain";
}

const char *xen_build(const struct xen_blueprint *blueprint)
{
	const char *wrong = make(blueprint, WS_XEN_MEASURED, MEASURED_VCPUS);
	bool alone;

	if (wrong)
		return wrong;
	alone = !xen_pin(WS_XEN_MEASURED, 0, WS_XEN_CPU_MEASURED);
	if (!alone)
		wrong = build_peer(blueprint);
	return wrong ? wrong : run_measured(blueprint, alone ? 1 : MEASURED_VCPUS);
}
