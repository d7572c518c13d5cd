// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vm-switch under KVM: two VMs, each with one VCPU, on one CPU of the host. The window begins in
 * one, which signals the other and halts, and ends with the first instruction of the other's
 * handler. The other one hands the CPU back in the same way, outside of the window.
 *
 * Path: the store to the doorbell is an ioeventfd for the kernel, and the eventfd is the other VM's
 * irqfd: before the store's exit is over the interrupt is pending there and the VCPU's thread
 * woken. The halt blocks this VCPU's thread, the scheduler takes the other's, and KVM saves one VM
 * and loads another. Both threads keep the CPU until they halt: else the one that is woken would
 * run before or after the first VM has given way, as the scheduler pleases.
 */
#include "probe/arch/backend.h"
#include "probe/arch/receiver.h"
#include "probe/arch/window.h"
#include "probe/bench/backend.h"
#include "probe/bench/peer.h"

/* So often the other VM, which may be starting, is called before it has to have answered. */
#define CALLS_MAX 20000

static bool open;

/* Calls the other VM, which may be booting, until it answers; then leaves it at rest. */
static bool meet(void)
{
	for (unsigned int call = 0; call < CALLS_MAX; call++) {
		arch_backend_write(WS_BACKEND_OTHER, 1);
		arch_backend_write(WS_BACKEND_YIELD, 0);
		if (!arch_receiver_poll())
			continue;
		do
			arch_backend_write(WS_BACKEND_YIELD, 1);
		while (arch_receiver_poll());
		return true;
	}
	return false;
}

static struct outcome setup(void)
{
	struct outcome outcome = backend_open(WS_BACKEND_HAS_IOEVENTFD | WS_BACKEND_HAS_IRQFD |
					      WS_BACKEND_HAS_OTHER);

	open = false;
	if (outcome.verdict != WS_VERDICT_MEASURED)
		return outcome;
	open = arch_receiver_open();
	if (!open)
		return outcome_bad(WS_VERDICT_FAILED, 0, "no answer of interrupt controller");
	if (!meet())
		return outcome_bad(WS_VERDICT_FAILED, 0, "the other VM never answered");
	return outcome;
}

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++) {
		arch_window_signal_and_yield(WS_BACKEND_OTHER);
		if (!arch_receiver_poll())
			return outcome_bad(WS_VERDICT_FAILED, window + 1,
					   "woken without an interrupt");
		arch_backend_write(WS_BACKEND_YIELD, 1);
	}
	return outcome_measured(windows);
}

static void read_clock(void)
{
	stopwatch.end = arch_backend_read_64(WS_BACKEND_CLOCK);
}

static void teardown(void)
{
	if (!open)
		return;
	arch_backend_write(WS_BACKEND_YIELD, 0);
	arch_receiver_close();
}

void peer_kvm(void)
{
	bool timed = arch_clock_is_open();

	if (timed)
		arch_clock_use(CLOCK_HOST);
	if (!arch_backend_present() || !arch_receiver_open())
		return;
	for (uint32_t taken = 1; arch_receiver_wait(ARCH_REST_IDLE, taken); taken++) {
		if (timed)
			arch_backend_write_64(WS_BACKEND_CLOCK, stopwatch.end);
		arch_backend_write(WS_BACKEND_OTHER, 1);
	}
}

const struct benchmark benchmark_vm_switch_kvm = {
	.needs_interrupt_controller = true,
	.reach = CLOCK_HOST,
	.setup = setup,
	.run = run,
	.read_clock = read_clock,
	.teardown = teardown,
};
