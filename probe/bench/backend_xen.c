// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dom0 as the backend. It waits in two ways: with interrupts masked, and then an event's end of a
 * window is nobody's; or, while the measured domain has asked for it, as a receiver.
 */
#include <stddef.h>

#include "probe/arch/domains.h"
#include "probe/arch/receiver.h"
#include "probe/arch/wait.h"
#include "probe/arch/window.h"
#include "probe/bench/domains.h"
#include "probe/bench/watch_xen.h"
#include "probe/core/say.h"
#include "probe/hypervisor/xen_events.h"
#include "probe/hypervisor/xen_pin.h"

/* io-out: takes signals until it is told to end. */
static void take_signals(void)
{
	static uint32_t taken;

	do {
		events_send(WS_XEN_REPLY);
		arch_receiver_wait(ARCH_REST_IDLE, ++taken);
		events_rearm();
		events_take(WS_XEN_SIGNAL);
	} while (!events_take(WS_XEN_REPLY));
	events_send(WS_XEN_REPLY);
}

/* io-in: sends one when the domain that asks for it has come to rest. */
static void send_signal(void)
{
	arch_wait_settle();
	arch_window_event(events_to_send(WS_XEN_SIGNAL));
}

static void serve(void)
{
	for (;;) {
		arch_receiver_halt();
		while (arch_receiver_poll())
			;
		events_rearm();
		watch_xen();
		if (events_take(WS_XEN_HELLO))
			events_send(WS_XEN_HELLO);
		if (events_take(WS_XEN_SIGNAL))
			send_signal();
		if (events_take(WS_XEN_REPLY))
			take_signals();
	}
}

static bool listen(void)
{
	static const uint32_t ports[] = {WS_XEN_HELLO, WS_XEN_SIGNAL, WS_XEN_REPLY, WS_XEN_WATCH};

	for (size_t at = 0; at < sizeof(ports) / sizeof(ports[0]); at++)
		if (!events_unmask(ports[at]))
			return false;
	return true;
}

void backend_xen(void)
{
	const char *wrong = arch_domains_make();

	if (wrong)
		say_panic("dom0", 0, 0, 0, wrong);
	else if (events_open() && arch_receiver_open() && xen_pin_all() && listen())
		serve();
	for (;;)
		arch_receiver_halt();
}
