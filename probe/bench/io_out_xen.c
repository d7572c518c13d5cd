// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * io-out under Xen: the domain sends an event to Dom0, which is idle. The window ends with the
 * first instruction of Dom0's handler.
 *
 * Path: the call traps to Xen, which sets the event's bit, makes Dom0's event interrupt pending,
 * wakes its VCPU and interrupts the idle CPU that it belongs to; there the scheduler takes the VCPU
 * and Dom0 is entered, with the interrupt in a list register.
 */
#include "probe/arch/wait.h"
#include "probe/arch/window.h"
#include "probe/bench/domains.h"
#include "probe/hypervisor/xen_events.h"

static bool listening;

/* Dom0 begins to wait for signals, or ends it. */
static bool switch_over(void)
{
	bool done = events_send(WS_XEN_REPLY) && events_wait(WS_XEN_REPLY);

	arch_wait_settle();
	return done;
}

static struct outcome setup(void)
{
	struct outcome outcome = domains_open(WS_XEN_SIGNAL);

	listening = outcome.verdict == WS_VERDICT_MEASURED;
	if (listening && !switch_over())
		return outcome_bad(WS_VERDICT_FAILED, 0, "Dom0 never answered");
	return outcome;
}

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++) {
		if (arch_window_event(events_to_send(WS_XEN_SIGNAL)) != 0)
			return outcome_bad(WS_VERDICT_FAILED, window + 1,
					   "Xen refused to send an event");
		if (!events_wait(WS_XEN_REPLY))
			return outcome_bad(WS_VERDICT_FAILED, window + 1, "an event was lost");
		arch_wait_settle();
	}
	return outcome_measured(windows);
}

static void teardown(void)
{
	if (listening)
		switch_over();
	domains_close();
}

const struct benchmark benchmark_io_out_xen = {
	.needs_interrupt_controller = true,
	.setup = setup,
	.run = run,
	.teardown = teardown,
};
