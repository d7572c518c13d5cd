// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * io-in, io-in-idle under KVM: the backend raises the guest's interrupt. The window begins in the
 * VMM and ends with the first instruction of the guest's handler.
 *
 * Path: write() to an irqfd makes the interrupt pending within the call itself, as a shared
 * interrupt of a GIC can be (Linux, kvm_arch_set_irq_inatomic; no worker's thread is on the way),
 * and interrupts the CPU that runs the guest or wakes the VCPU's thread; there it is put into a
 * list register and the guest entered. The guest asks for each interrupt before the window and says
 * when it goes to wait for it.
 */
#include "probe/arch/backend.h"
#include "probe/arch/receiver.h"
#include "probe/bench/backend.h"

static uint32_t taken;
static bool open;

static struct outcome setup(void)
{
	struct outcome outcome =
		backend_open(WS_BACKEND_HAS_IOEVENTFD | WS_BACKEND_HAS_IRQFD | WS_BACKEND_HAS_CPU);

	taken = 0;
	open = outcome.verdict == WS_VERDICT_MEASURED && arch_receiver_open();
	if (outcome.verdict == WS_VERDICT_MEASURED && !open)
		return outcome_bad(WS_VERDICT_FAILED, 0, "no answer of interrupt controller");
	return outcome;
}

static struct outcome run(enum arch_rest rest, uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++) {
		arch_backend_write(WS_BACKEND_REQUEST, 1);
		__atomic_store_n(&backend_mailbox.waiting, ++taken, __ATOMIC_RELEASE);
		if (!arch_receiver_wait(rest, taken))
			return outcome_bad(WS_VERDICT_FAILED, window + 1, "an interrupt was lost");
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

static void read_clock(void)
{
	stopwatch.begin = backend_mailbox.clock;
}

static void teardown(void)
{
	if (open)
		arch_receiver_close();
}

const struct benchmark benchmark_io_in_kvm = {
	.needs_interrupt_controller = true,
	.reach = CLOCK_HOST,
	.setup = setup,
	.run = run_running,
	.read_clock = read_clock,
	.teardown = teardown,
};

const struct benchmark benchmark_io_in_idle_kvm = {
	.needs_interrupt_controller = true,
	.reach = CLOCK_HOST,
	.setup = setup,
	.run = run_idle,
	.read_clock = read_clock,
	.teardown = teardown,
};
