/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the probe uses of Xen's interface, named as Xen names it (xen/include/public: xen.h,
 * event_channel.h, memory.h, sched.h, domctl.h; for 64-bit ARM and x86 alike where not said
 * otherwise). Calls return 0 or more, or an error below zero.
 */
#ifndef WORLDSWITCH_PROBE_HYPERVISOR_XEN_INTERFACE_H
#define WORLDSWITCH_PROBE_HYPERVISOR_XEN_INTERFACE_H

#include <stdint.h>

#define HYPERVISOR_memory_op        12
#define HYPERVISOR_sched_op         29
#define HYPERVISOR_event_channel_op 32
#define HYPERVISOR_domctl           36

#define XEN_EACCES 13

#define DOMID_SELF 0x7ff0

#define XENMEM_add_to_physmap   7
#define XENMAPSPACE_shared_info 0

struct xen_add_to_physmap {
	uint16_t domid;
	uint16_t size;
	uint32_t space;
	uint64_t idx;
	uint64_t gpfn;
};

#define SCHEDOP_yield 0

#define EVTCHNOP_send          4
#define EVTCHNOP_alloc_unbound 6
#define EVTCHNOP_status        5
#define EVTCHNOP_unmask        9
#define EVTCHNSTAT_interdomain 2

struct evtchn_send {
	uint32_t port;
};

struct evtchn_alloc_unbound {
	uint16_t dom;
	uint16_t remote_dom;
	uint32_t port; /* dom's, an answer */
};

struct evtchn_unmask {
	uint32_t port;
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

/* ARM's: there is one in the shared page, VCPU 0's, and no mask of all upcalls. */
struct vcpu_info {
	uint8_t evtchn_upcall_pending;
	uint8_t padding[7];
	uint64_t evtchn_pending_sel; /* bit N: word N of evtchn_pending has news */
	uint8_t time[32];
};

#define EVTCHN_WORDS 64

struct shared_info {
	struct vcpu_info vcpu_info;
	uint64_t evtchn_pending[EVTCHN_WORDS];
	uint64_t evtchn_mask[EVTCHN_WORDS];
};

/* The interface has a version of its own, which has to be Xen's: 0x15 is 4.17's, 0x17 4.20's. */
#define XEN_DOMCTL_INTERFACE_OLDEST 0x13
#define XEN_DOMCTL_INTERFACE_NEWEST 0x2f

#define XEN_DOMCTL_setvcpuaffinity 9
#define XEN_VCPUAFFINITY_HARD      1

struct xenctl_bitmap {
	uint64_t bitmap; /* its address */
	uint32_t nr_bits;
};

struct xen_domctl {
	uint32_t cmd;
	uint32_t interface_version;
	uint16_t domain;
	uint16_t padding[3];
	union {
		struct {
			uint32_t vcpu;
			uint32_t flags;
			struct xenctl_bitmap cpumap_hard;
			struct xenctl_bitmap cpumap_soft;
		} vcpuaffinity;
		uint8_t size[128];
	} u;
};

#endif
