/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fake Xen, with a Dom0 and a peer that answer at once (worldswitch/domains.h), or not. */
#ifndef WORLDSWITCH_PROBE_ARCH_FAKE_XEN_H
#define WORLDSWITCH_PROBE_ARCH_FAKE_XEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xen_domctl;

#define FAKE_XEN_DOMAINS 3
#define FAKE_XEN_PORTS   8
#define FAKE_XEN_PAGES   4 /* of a domain's that keep what is written */

/* A domain that Dom0 has made, or Dom0. */
struct fake_xen_domain {
	bool made;
	bool runs;
	uint32_t vcpus;
	uint32_t arch[2]; /* as the version of the interface has it */
	uint64_t limit;   /* of memory, KiB */
	uint64_t paging;
	uint64_t pages; /* of memory, from 0 on */
	uint8_t memory[FAKE_XEN_PAGES][4096];
	uint32_t ports; /* given out */
	struct {
		uint16_t remote;
		bool joined;
	} channels[FAKE_XEN_PORTS];
};

struct fake_xen {
	uint32_t yields;
	void (*yielded)(void); /* what others do in such a time; or NULL */
	uint64_t console_page; /* 0: there is no console */
	uint32_t console_port;

	/* Misbehaviour. */
	bool alone;              /* no channel leads anywhere */
	bool gives_no_page;      /* that it shares */
	bool refuses_events;     /* to be sent */
	uint32_t dom0_joins;     /* looks for its channels that come too early */
	uint32_t dom0_boots;     /* questions that come too early */
	uint32_t good_answers;   /* of Dom0, when it is told to take signals */
	uint32_t domctl_version; /* of the control interface */
	bool domctl_refused;
	bool one_cpu;           /* nobody can be put on another */
	uint32_t good_controls; /* of those that make domains */
	uint32_t good_channels; /* that are offered or joined */
	uint32_t good_mappings; /* of a domain's pages */
	bool peer_hangs;        /* and joins nothing */
	struct {
		uint16_t domain;
		uint32_t vcpu;
		uint32_t cpus; /* a bit for each */
	} pinned;              /* last */
};

extern struct fake_xen fake_xen;
extern struct fake_xen_domain fake_xen_domains[FAKE_XEN_DOMAINS];

/* Part of fake_reset. */
void fake_xen_reset(void);

/* fake/xen_domains.c: calls by which domains are made, for xen.c's. */
int64_t fake_xen_channel(uint64_t operation, void *argument);
int64_t fake_xen_memory(uint64_t operation, void *argument);
int64_t fake_xen_control(struct xen_domctl *call);
void fake_xen_domains_reset(void);

struct evtchn_status;

bool fake_xen_is_joined(const struct evtchn_status *status);

/* Whether one of a kind that goes well so often goes well once more. */
bool fake_goes_well(uint32_t *left);

/* What is at that address of this machine. */
void *fake_xen_pointer(uint64_t address);

#endif
