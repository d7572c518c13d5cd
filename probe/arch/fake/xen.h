/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fake Xen, with a Dom0 and a peer that answer at once (worldswitch/domains.h), or not. */
#ifndef WORLDSWITCH_PROBE_ARCH_FAKE_XEN_H
#define WORLDSWITCH_PROBE_ARCH_FAKE_XEN_H

#include <stdbool.h>
#include <stdint.h>

struct fake_xen {
	uint32_t yields;

	/* Misbehaviour. */
	bool alone;              /* no channel leads anywhere */
	bool gives_no_page;      /* that it shares */
	bool refuses_events;     /* to be sent */
	uint32_t dom0_joins;     /* looks for its channels that come too early */
	uint32_t dom0_boots;     /* questions that come too early */
	uint32_t good_answers;   /* of Dom0, when it is told to take signals */
	uint32_t domctl_version; /* of the control interface */
	bool domctl_refused;
	struct {
		uint16_t domain;
		uint32_t vcpu;
		uint32_t cpus; /* a bit for each */
	} pinned;              /* last */
};

extern struct fake_xen fake_xen;

/* Part of fake_reset. */
void fake_xen_reset(void);

#endif
