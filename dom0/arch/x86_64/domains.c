// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Domains are made as an administrator makes them: "xl create" of a virtual machine without devices
 * (xl.cfg(5), type="pvh"), which waits until it is unpaused. That gives a domain two ports, for the
 * store and its console, which the probe does not use: they are closed, since those of domains.h
 * come first.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <worldswitch/domains.h>
#include <worldswitch/records.h>
#include <worldswitch/snapshots.h>

#include "dom0/arch.h"
#include "dom0/arch/x86_64/line.h"
#include "dom0/arch/x86_64/memory.h"
#include "dom0/arch/x86_64/stop.h"
#include "dom0/arch/x86_64/toolstack.h"
#include "probe/arch/hypercall.h"
#include "probe/arch/wait.h"
#include "probe/hypervisor/xen_channels.h"
#include "probe/hypervisor/xen_control.h"
#include "vmm/turn.h"

#define CONFIG_MAX     (WS_LAB_TEXT_MAX + 256)
#define MEMORY_MIB     16
#define MEMORY_PAGES   (MEMORY_MIB * (1 << 20) / MEMORY_PAGE)
#define MEASURED_VCPUS 2
#define PEER_VCPUS     1

#define PATIENCE 100000 /* turns */

/* Those that xl has given it. */
static int close_ports(uint16_t domain, struct ws_error *error)
{
	struct evtchn_reset reset = {.dom = domain};
	int64_t result = arch_hypercall_xen(HYPERVISOR_event_channel_op, EVTCHNOP_reset,
					    (uint64_t)(uintptr_t)&reset);

	return result ? ws_fail_errno(error, (int)-result, "Xen closed no ports") : 0;
}

static int make(const char *name, uint16_t domain, unsigned int vcpus, const char *arguments,
		struct ws_error *error)
{
	char config[CONFIG_MAX];
	int result;

	snprintf(config, sizeof(config),
		 "name=\"%s\"\ntype=\"pvh\"\nkernel=\"/probe\"\ncmdline=\"%s\"\nmemory=%d\n"
		 "vcpus=%u\n",
		 name, arguments, MEMORY_MIB, vcpus);
	result = toolstack_create(name, config, error);
	return result ? result : close_ports(domain, error);
}

/*
 * The lab's words for this run. xl has done its work before the stop: after it, it does not take as
 * many instructions in a restored machine as in a booted one (docs/design.md, "Snapshots").
 */
static int give_words(struct ws_error *error)
{
	char words[WS_LAB_TEXT_MAX];
	uint64_t address;
	int result = line_find(WS_XEN_MEASURED, MEMORY_PAGES, sizeof(words), &address, error);

	if (!result)
		result = x86_64_stop(words, sizeof(words), error);
	return result ? result : line_write(WS_XEN_MEASURED, address, words, error);
}

int dom0_arch_domains_make(struct ws_error *error)
{
	char line[WS_LAB_TEXT_MAX];
	int result = toolstack_start(error);

	line_reserve(line, sizeof(line));
	if (!result)
		result = make("measured", WS_XEN_MEASURED, MEASURED_VCPUS, line, error);
	if (!result)
		result = make("peer", WS_XEN_PEER, PEER_VCPUS, WS_PARAMETER_ROLE WS_ROLE_PEER,
			      error);
	return result ? result : give_words(error);
}

bool arch_wait_for(bool (*come)(uint32_t what), uint32_t what)
{
	for (unsigned int turn = 0; turn < PATIENCE; turn++) {
		if (come(what))
			return true;
		vmm_turn();
	}
	return false;
}

static int unpause(uint16_t domain, struct ws_error *error)
{
	struct xen_domctl call = {.cmd = XEN_DOMCTL_unpausedomain, .domain = domain};

	return xen_control(&call) ? 0 : ws_fail(error, EIO, "Xen did not start domain %u", domain);
}

/* The peer first: a channel that nobody has joined yet is none to the measured domain. */
int dom0_arch_domains_start(struct ws_error *error)
{
	int result = unpause(WS_XEN_PEER, error);

	if (!result && !channels_peer_joined())
		result = ws_fail(error, ETIMEDOUT, "the peer never joined its channel");
	return result ? result : unpause(WS_XEN_MEASURED, error);
}
