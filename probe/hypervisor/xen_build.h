/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Domains made by Dom0, where Xen does not start them itself. */
#ifndef WORLDSWITCH_PROBE_HYPERVISOR_XEN_BUILD_H
#define WORLDSWITCH_PROBE_HYPERVISOR_XEN_BUILD_H

#include <stdbool.h>
#include <stdint.h>

/* What the architecture says of all domains. */
struct xen_blueprint {
	uint32_t flags;        /* XEN_DOMCTL_CDF_* */
	uint32_t arch[2];      /* of struct xen_domctl_createdomain */
	uint32_t extents;      /* of memory (xen_memory.h) */
	uint64_t paging_bytes; /* of Xen's own, for the domain's second stage of translation */

	/* Fills the domain's memory and says where its first VCPU begins; the others are off. */
	bool (*load)(uint16_t domain, uint32_t vcpus, const char *arguments);

	/* The measured domain's arguments, asked for when all else is done; NULL: nobody tells. */
	const char *(*measured)(void);
};

/*
 * Makes the measured domain and its peer, and lets them run; where there is one CPU the measured
 * one alone. NULL, or what did not work.
 */
const char *xen_build(const struct xen_blueprint *blueprint);

#endif
