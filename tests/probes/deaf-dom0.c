// SPDX-License-Identifier: GPL-2.0-or-later
/* In place of probe/bench/backend_xen.c: Dom0 answers questions, and no signal and no request. */
#include "probe/arch/domains.h"
#include "probe/arch/receiver.h"
#include "probe/bench/domains.h"
#include "probe/bench/watch_xen.h"
#include "probe/hypervisor/xen_events.h"

void backend_xen(void)
{
	arch_domains_make();
	events_open();
	arch_receiver_open();
	events_unmask(WS_XEN_HELLO);
	events_unmask(WS_XEN_REPLY);
	events_unmask(WS_XEN_WATCH);
	for (;;) {
		arch_receiver_halt();
		while (arch_receiver_poll())
			;
		events_rearm();
		watch_xen();
		if (events_take(WS_XEN_HELLO))
			events_send(WS_XEN_HELLO);
		if (events_take(WS_XEN_REPLY))
			events_send(WS_XEN_REPLY);
	}
}
