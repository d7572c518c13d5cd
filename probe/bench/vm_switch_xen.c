// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vm-switch under Xen: two domains, each with a VCPU on the same CPU. The window begins in one,
 * which sends an event to the other and halts, and ends with the first instruction of the other's
 * handler. The other one hands the CPU back in the same way, outside of the window.
 *
 * Path: the call traps to Xen, which makes the other's event interrupt pending and wakes its VCPU;
 * that one does not run before this one gives way, whose WFI traps too and blocks it; the scheduler
 * takes the other, and Xen saves one's state and loads the other's.
 */
#include "probe/arch/receiver.h"
#include "probe/arch/window.h"
#include "probe/bench/domains.h"
#include "probe/bench/peer.h"
#include "probe/hypervisor/xen_channels.h"
#include "probe/hypervisor/xen_events.h"

/* So often the other domain, which may be starting, is called before it has to have answered. */
#define CALLS_MAX 10000

/* So often it may run, once it has answered, to be at rest. */
#define YIELDS_TO_REST 4

/* Takes the other's event and the interrupt of it. */
static bool take(void)
{
	bool come = events_take(WS_XEN_OTHER);

	arch_receiver_poll();
	events_rearm();
	return come;
}

static void let_rest(void)
{
	for (unsigned int yield = 0; yield < YIELDS_TO_REST; yield++)
		events_yield();
}

/* Ends with the other at rest, and with all of its answers taken. */
static bool meet(void)
{
	for (unsigned int call = 0; call < CALLS_MAX; call++) {
		if (!events_send(WS_XEN_OTHER))
			return false;
		events_yield();
		if (!take())
			continue;
		do
			let_rest();
		while (take());
		return true;
	}
	return false;
}

static struct outcome setup(void)
{
	struct outcome outcome = domains_open_watched(WS_XEN_OTHER);

	if (outcome.verdict == WS_VERDICT_MEASURED && !meet())
		return outcome_bad(WS_VERDICT_FAILED, 0, "the other domain never answered");
	return outcome;
}

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++) {
		if (arch_window_event_and_yield(events_to_send(WS_XEN_OTHER)) != 0)
			return outcome_bad(WS_VERDICT_FAILED, window + 1,
					   "Xen refused to send an event");
		if (!take())
			return outcome_bad(WS_VERDICT_FAILED, window + 1, "an event was lost");
		let_rest();
	}
	return outcome_measured(windows);
}

void peer_xen(void)
{
	if (!channels_peer_joins() || !events_open() || !arch_receiver_open() ||
	    !events_unmask(WS_XEN_OTHER))
		return;
	for (uint32_t taken = 1; arch_receiver_wait(ARCH_REST_IDLE, taken); taken++) {
		events_rearm();
		if (events_take(WS_XEN_OTHER))
			events_send(WS_XEN_OTHER);
	}
}

const struct benchmark benchmark_vm_switch_xen = {
	.needs_interrupt_controller = true,
	.setup = setup,
	.run = run,
	.teardown = domains_close,
};
