// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * io-in, io-in-idle under Xen: Dom0 sends an event to the domain. The window begins in Dom0, and
 * ends with the first instruction of the domain's handler.
 *
 * Path: Dom0's call traps to Xen, which sets the event's bit and makes the domain's event interrupt
 * pending; the CPU that runs the VCPU is interrupted, or, where the VCPU is blocked, its scheduler
 * is, which takes the VCPU; there the interrupt is put into a list register and the domain entered.
 * The domain asks for each event before the window.
 */
#include "probe/arch/receiver.h"
#include "probe/bench/domains.h"
#include "probe/hypervisor/xen_events.h"

static uint32_t taken;

static struct outcome setup(void)
{
	taken = 0;
	return domains_open(WS_XEN_SIGNAL);
}

static struct outcome setup_idle(void)
{
	taken = 0;
	return domains_open_watched(WS_XEN_SIGNAL);
}

static struct outcome run(enum arch_rest rest, uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++) {
		bool come = events_send(WS_XEN_SIGNAL) && arch_receiver_wait(rest, ++taken);

		events_rearm();
		if (!events_take(WS_XEN_SIGNAL) || !come)
			return outcome_bad(WS_VERDICT_FAILED, window + 1, "an event was lost");
	}
	return outcome_measured(windows);
}

static struct outcome run_running(uint32_t windows)
{
	return run(ARCH_REST_RUNNING, windows);
}

static struct outcome run_idle(uint32_t windows)
{
	return run(ARCH_REST_IDLE, windows);
}

const struct benchmark benchmark_io_in_xen = {
	.needs_interrupt_controller = true,
	.setup = setup,
	.run = run_running,
	.teardown = domains_close,
};

const struct benchmark benchmark_io_in_idle_xen = {
	.needs_interrupt_controller = true,
	.setup = setup_idle,
	.run = run_idle,
	.teardown = domains_close,
};
