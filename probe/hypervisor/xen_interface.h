/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the probe uses of Xen's interface, named as Xen names it (xen/include/public: xen.h,
 * event_channel.h, memory.h, sched.h, domctl.h, hvm/, io/console.h), the same for 64-bit ARM and
 * x86. Calls return 0 or more, or an error below zero.
 */
#ifndef WORLDSWITCH_PROBE_HYPERVISOR_XEN_INTERFACE_H
#define WORLDSWITCH_PROBE_HYPERVISOR_XEN_INTERFACE_H

#include <stdint.h>

#define HYPERVISOR_memory_op        12
#define HYPERVISOR_sched_op         29
#define HYPERVISOR_event_channel_op 32
#define HYPERVISOR_hvm_op           34
#define HYPERVISOR_domctl           36

#define XEN_EACCES 13

#define DOMID_SELF 0x7ff0

#define XENMEM_populate_physmap     6
#define XENMEM_add_to_physmap       7
#define XENMEM_remove_from_physmap  15
#define XENMEM_add_to_physmap_batch 23
#define XENMAPSPACE_shared_info     0
#define XENMAPSPACE_gmfn_foreign    4

struct xen_memory_reservation {
	uint64_t extent_start; /* the address of the extents' first pages */
	uint64_t nr_extents;
	uint32_t extent_order; /* each has 2 to the power of this pages */
	uint32_t mem_flags;
	uint16_t domid;
};

struct xen_add_to_physmap {
	uint16_t domid;
	uint16_t size;
	uint32_t space;
	uint64_t idx;
	uint64_t gpfn;
};

/* Addresses of arrays, of what is mapped, where to, and how each went. */
struct xen_add_to_physmap_batch {
	uint16_t domid;
	uint16_t space;
	uint16_t size;
	uint16_t foreign_domid;
	uint64_t idxs;
	uint64_t gpfns;
	uint64_t errs;
};

struct xen_remove_from_physmap {
	uint16_t domid;
	uint64_t gpfn;
};

#define SCHEDOP_yield     0
#define SCHEDOP_shutdown  2
#define SHUTDOWN_poweroff 0
#define SHUTDOWN_reboot   1

struct sched_shutdown {
	uint32_t reason;
};

#define EVTCHNOP_bind_interdomain 0
#define EVTCHNOP_send             4
#define EVTCHNOP_status           5
#define EVTCHNOP_alloc_unbound    6
#define EVTCHNOP_unmask           9
#define EVTCHNOP_reset            10
#define EVTCHNSTAT_closed         0
#define EVTCHNSTAT_interdomain    2

/* A port of `dom` that `remote_dom` may bind one of its own to; the port is the answer. */
struct evtchn_alloc_unbound {
	uint16_t dom;
	uint16_t remote_dom;
	uint32_t port;
};

/* The local port is the answer. */
struct evtchn_bind_interdomain {
	uint16_t remote_dom;
	uint32_t remote_port;
	uint32_t local_port;
};

struct evtchn_send {
	uint32_t port;
};

struct evtchn_unmask {
	uint32_t port;
};

/* Closes all ports of a domain. */
struct evtchn_reset {
	uint16_t dom;
};

struct evtchn_status {
	uint16_t dom;
	uint32_t port;
	uint32_t status;
	uint32_t vcpu;
	struct {
		uint16_t dom;
		uint32_t port;
	} interdomain;
};

#define HVMOP_get_param          1
#define HVM_PARAM_CONSOLE_PFN    17
#define HVM_PARAM_CONSOLE_EVTCHN 18

/* The value is the answer. */
struct xen_hvm_param {
	uint16_t domid;
	uint32_t index;
	uint64_t value;
};

/* What `in` and `out` hold lies from _cons up to _prod, which count on and wrap. */
struct xencons_interface {
	char in[1024];
	char out[2048];
	uint32_t in_cons, in_prod;
	uint32_t out_cons, out_prod;
};

/* Its beginning, which is the same everywhere. */
struct vcpu_info {
	uint8_t evtchn_upcall_pending;
	uint8_t evtchn_upcall_mask;
	uint8_t padding[6];
	uint64_t evtchn_pending_sel; /* bit N: word N of evtchn_pending has news */
};

#define XEN_PAGE_SIZE 4096
#define EVTCHN_WORDS  64

/* VCPU 0's comes first; where the words of event channels are: arch/xen_page.h. */
struct shared_info {
	union {
		struct vcpu_info vcpu_info;
		uint64_t words[XEN_PAGE_SIZE / sizeof(uint64_t)];
	};
};

/* The interface has a version of its own, which has to be Xen's: 0x15 is 4.17's, 0x17 4.20's. */
#define XEN_DOMCTL_INTERFACE_OLDEST 0x13
#define XEN_DOMCTL_INTERFACE_NEWEST 0x2f

#define XEN_DOMCTL_createdomain            1
#define XEN_DOMCTL_unpausedomain           4
#define XEN_DOMCTL_getdomaininfo           5
#define XEN_DOMCTL_setvcpuaffinity         9
#define XEN_DOMCTL_max_mem                 11
#define XEN_DOMCTL_max_vcpus               15
#define XEN_DOMCTL_sethvmcontext           34
#define XEN_DOMCTL_set_paging_mempool_size 86

#define XEN_DOMCTL_CDF_hvm       (1u << 0)
#define XEN_DOMCTL_CDF_hap       (1u << 1)
#define XEN_DOMCTL_GRANT_version 1

#define XEN_VCPUAFFINITY_HARD 1

/* The field altp2m_opts came with this version, in the middle of struct xen_domctl_createdomain. */
#define XEN_DOMCTL_INTERFACE_ALTP2M 0x17

struct xenctl_bitmap {
	uint64_t bitmap; /* its address */
	uint32_t nr_bits;
};

/* What every version has after altp2m_opts. */
struct xen_domctl_createdomain_end {
	uint32_t vmtrace_size;
	uint32_t cpupool_id;
	uint32_t arch[2]; /* struct xen_arch_domainconfig of x86 */
};

struct xen_domctl_createdomain {
	uint32_t ssidref;
	uint8_t handle[16];
	uint32_t flags;
	uint32_t iommu_opts;
	uint32_t max_vcpus;
	uint32_t max_evtchn_port;
	int32_t max_grant_frames; /* below 0: as many as Xen likes */
	int32_t max_maptrack_frames;
	uint32_t grant_opts;
	union {
		struct xen_domctl_createdomain_end end;
		struct {
			uint32_t altp2m_opts;
			struct xen_domctl_createdomain_end end;
		} altp2m;
	};
};

struct xen_domctl_hvmcontext {
	uint32_t size;
	uint64_t buffer; /* its address */
};

struct xen_domctl {
	uint32_t cmd;
	uint32_t interface_version;
	uint16_t domain;
	uint16_t padding[3];
	union {
		struct xen_domctl_createdomain createdomain;
		struct {
			uint32_t vcpu;
			uint32_t flags;
			struct xenctl_bitmap cpumap_hard;
			struct xenctl_bitmap cpumap_soft;
		} vcpuaffinity;
		uint64_t max_memkb;
		uint32_t max_vcpus;
		struct xen_domctl_hvmcontext hvmcontext;
		uint64_t paging_mempool_size;
		uint8_t size[128];
	} u;
};

#endif
