// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The part of the fake Xen that makes domains. Of their memory it keeps the first pages, of their
 * channels the ends that they offer.
 */
#include <string.h>

#include <worldswitch/domains.h>

#include "probe/arch/fake/xen.h"
#include "probe/hypervisor/xen_interface.h"

#define REFUSED (-1)

struct fake_xen_domain fake_xen_domains[FAKE_XEN_DOMAINS];

static struct {
	uint8_t *page; /* of this machine; NULL: nothing is mapped */
	uint16_t domain;
	uint64_t of_domain;
} mapping;

void fake_xen_domains_reset(void)
{
	memset(fake_xen_domains, 0, sizeof(fake_xen_domains));
	fake_xen_domains[WS_XEN_DOM0].made = true;
	mapping.page = NULL;
}

static struct fake_xen_domain *find(uint16_t domain)
{
	if (domain == DOMID_SELF)
		domain = WS_XEN_DOM0;
	return domain < FAKE_XEN_DOMAINS && fake_xen_domains[domain].made
		       ? &fake_xen_domains[domain]
		       : NULL;
}

/* Without domains that Dom0 has made all channels are there from the beginning, or none is. */
bool fake_xen_is_joined(const struct evtchn_status *status)
{
	struct fake_xen_domain *domain = find(status->dom);

	if (status->dom == DOMID_SELF)
		return !fake_xen.alone;
	return domain && status->port < FAKE_XEN_PORTS && domain->channels[status->port].joined;
}

static int64_t offer(struct evtchn_alloc_unbound *argument)
{
	struct fake_xen_domain *domain = find(argument->dom);

	if (!domain || domain->ports + 1 == FAKE_XEN_PORTS)
		return REFUSED;
	argument->port = ++domain->ports;
	domain->channels[argument->port].remote = argument->remote_dom;
	return 0;
}

static int64_t join(struct evtchn_bind_interdomain *argument)
{
	struct fake_xen_domain *remote = find(argument->remote_dom);

	if (!remote || argument->remote_port > remote->ports ||
	    remote->channels[argument->remote_port].joined)
		return REFUSED;
	remote->channels[argument->remote_port].joined = true;
	argument->local_port = ++fake_xen_domains[WS_XEN_DOM0].ports;
	return 0;
}

int64_t fake_xen_channel(uint64_t operation, void *argument)
{
	if (!fake_goes_well(&fake_xen.good_channels))
		return REFUSED;
	switch (operation) {
	case EVTCHNOP_alloc_unbound:
		return offer(argument);
	case EVTCHNOP_bind_interdomain:
		return join(argument);
	default:
		return REFUSED;
	}
}

static int64_t populate(const struct xen_memory_reservation *reservation)
{
	struct fake_xen_domain *domain = find(reservation->domid);
	const uint64_t *starts = fake_xen_pointer(reservation->extent_start);
	uint64_t got = 0;

	if (!domain || !domain->paging)
		return REFUSED;
	while (got < reservation->nr_extents && starts[got] == domain->pages &&
	       (domain->pages + (UINT64_C(1) << reservation->extent_order)) * 4 <= domain->limit) {
		domain->pages += UINT64_C(1) << reservation->extent_order;
		got++;
	}
	return (int64_t)got;
}

static int64_t map(const struct xen_add_to_physmap_batch *batch)
{
	const struct fake_xen_domain *domain = find(batch->foreign_domid);
	uint64_t page = *(const uint64_t *)fake_xen_pointer(batch->idxs);
	uint64_t here = *(const uint64_t *)fake_xen_pointer(batch->gpfns);

	if (batch->size != 1 || batch->space != XENMAPSPACE_gmfn_foreign || mapping.page ||
	    !domain || page >= domain->pages || !fake_goes_well(&fake_xen.good_mappings))
		return REFUSED;
	mapping.page = fake_xen_pointer(here * XEN_PAGE_SIZE);
	mapping.domain = batch->foreign_domid;
	mapping.of_domain = page;
	if (page < FAKE_XEN_PAGES)
		memcpy(mapping.page, domain->memory[page], XEN_PAGE_SIZE);
	return 0;
}

static int64_t unmap(const struct xen_remove_from_physmap *remove)
{
	if (!mapping.page || fake_xen_pointer(remove->gpfn * XEN_PAGE_SIZE) != mapping.page)
		return REFUSED;
	if (mapping.of_domain < FAKE_XEN_PAGES)
		memcpy(fake_xen_domains[mapping.domain].memory[mapping.of_domain], mapping.page,
		       XEN_PAGE_SIZE);
	mapping.page = NULL;
	return 0;
}

int64_t fake_xen_memory(uint64_t operation, void *argument)
{
	switch (operation) {
	case XENMEM_populate_physmap:
		return populate(argument);
	case XENMEM_add_to_physmap_batch:
		return map(argument);
	case XENMEM_remove_from_physmap:
		return unmap(argument);
	default:
		return REFUSED;
	}
}

static int64_t create(const struct xen_domctl *call)
{
	const struct xen_domctl_createdomain *create = &call->u.createdomain;
	const struct xen_domctl_createdomain_end *end =
		fake_xen.domctl_version < XEN_DOMCTL_INTERFACE_ALTP2M ? &create->end
								      : &create->altp2m.end;

	if (call->domain >= FAKE_XEN_DOMAINS || find(call->domain) || !create->grant_opts)
		return REFUSED;
	fake_xen_domains[call->domain] = (struct fake_xen_domain){
		.made = true,
		.arch = {end->arch[0], end->arch[1]},
	};
	return 0;
}

/* The peer, as soon as it runs, joins its channel to the measured domain. */
static int64_t unpause(uint16_t number, struct fake_xen_domain *domain)
{
	domain->runs = true;
	if (number == WS_XEN_PEER && !fake_xen.peer_hangs)
		fake_xen_domains[WS_XEN_MEASURED].channels[WS_XEN_OTHER].joined = true;
	return 0;
}

static int64_t change(const struct xen_domctl *call, struct fake_xen_domain *domain)
{
	switch (call->cmd) {
	case XEN_DOMCTL_max_vcpus:
		domain->vcpus = call->u.max_vcpus;
		return 0;
	case XEN_DOMCTL_max_mem:
		domain->limit = call->u.max_memkb;
		return 0;
	case XEN_DOMCTL_set_paging_mempool_size:
		domain->paging = call->u.paging_mempool_size;
		return 0;
	case XEN_DOMCTL_unpausedomain:
		return unpause(call->domain, domain);
	case XEN_DOMCTL_getdomaininfo:
		return 0;
	default:
		return REFUSED;
	}
}

int64_t fake_xen_control(struct xen_domctl *call)
{
	struct fake_xen_domain *domain = find(call->domain);

	if (call->cmd != XEN_DOMCTL_getdomaininfo && !fake_goes_well(&fake_xen.good_controls))
		return REFUSED;
	if (call->cmd == XEN_DOMCTL_createdomain)
		return create(call);
	return domain ? change(call, domain) : REFUSED;
}
