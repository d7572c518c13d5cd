// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who reads the ring takes no more than 30 events in 200 ms (xenconsoled,
 * tools/console/daemon/io.c) and comes late after that: a full ring is waited for, with Dom0 let
 * run. That happens between rounds of a timed cell, never in a window.
 */
#include "probe/hypervisor/xen_console.h"

#include <stdbool.h>

#include "probe/arch/hypercall.h"
#include "probe/hypervisor/xen_events.h"
#include "probe/hypervisor/xen_interface.h"

/* Several seconds of a machine whose calls are fast. */
#define YIELDS_MAX 20000000

#define RING_SIZE ((uint32_t)sizeof(((struct xencons_interface *)0)->out))

static struct xencons_interface *ring;
static uint32_t port;
static bool unread; /* nobody has come in all that time */

static uint64_t parameter(uint32_t index)
{
	struct xen_hvm_param parameter = {.domid = DOMID_SELF, .index = index};

	if (arch_hypercall_xen(HYPERVISOR_hvm_op, HVMOP_get_param,
			       (uint64_t)(uintptr_t)&parameter) != 0)
		return 0;
	return parameter.value;
}

uint64_t xen_console_find(void)
{
	port = (uint32_t)parameter(HVM_PARAM_CONSOLE_EVTCHN);
	if (!port || !events_is_open(port))
		return 0;
	return parameter(HVM_PARAM_CONSOLE_PFN) * XEN_PAGE_SIZE;
}

void xen_console_use(struct xencons_interface *page)
{
	ring = page;
	unread = false;
}

/* Bytes that have not been read; more than the ring has where the other side has made a mess. */
static uint32_t fill(void)
{
	return ring->out_prod - __atomic_load_n(&ring->out_cons, __ATOMIC_ACQUIRE);
}

static bool has_room(void)
{
	return fill() < RING_SIZE;
}

static bool is_empty(void)
{
	return fill() == 0;
}

static bool wait_until(bool (*come)(void))
{
	for (uint32_t yield = 0; !unread && yield < YIELDS_MAX; yield++) {
		if (come())
			return true;
		events_yield();
	}
	unread = !come();
	return !unread;
}

static size_t put(const char *text, size_t size)
{
	uint32_t at = ring->out_prod;
	uint32_t used = fill();
	size_t room = used < RING_SIZE ? RING_SIZE - used : 0;
	size_t count = size < room ? size : room;

	for (size_t byte = 0; byte < count; byte++)
		ring->out[at++ % RING_SIZE] = text[byte];
	__atomic_store_n(&ring->out_prod, at, __ATOMIC_RELEASE);
	return count;
}

void xen_console_write(const char *text, size_t size)
{
	while (size && wait_until(has_room)) {
		size_t count = put(text, size);

		text += count;
		size -= count;
		events_send(port);
	}
}

void xen_console_drain(void)
{
	wait_until(is_empty);
}
