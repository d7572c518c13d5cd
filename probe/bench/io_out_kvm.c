// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * io-out, io-out-exit under KVM: the guest writes to its device's doorbell. The window ends with
 * the first instruction of the VMM that knows of it.
 *
 * Path of io-out: the store takes a stage 2 fault; KVM finds an ioeventfd at that address, signals
 * it, and so wakes the backend's thread on another CPU, whose read() returns; the guest goes on
 * meanwhile. Path of io-out-exit: nothing in the kernel wants the store, so KVM_RUN returns to the
 * VCPU's own thread, on the same CPU.
 */
#include "probe/arch/backend.h"
#include "probe/arch/wait.h"
#include "probe/arch/window.h"
#include "probe/bench/backend.h"

static uint32_t sent;

static struct outcome run(uint32_t where, uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++) {
		arch_window_signal(where);
		if (!arch_wait_until(&backend_mailbox.taken, ++sent))
			return outcome_bad(WS_VERDICT_FAILED, window + 1, "a signal was lost");
		if (where == WS_BACKEND_SIGNAL)
			arch_wait_settle(); /* its thread is on the way back to its read() */
	}
	return outcome_measured(windows);
}

static void read_clock(void)
{
	stopwatch.end = backend_mailbox.clock;
}

static struct outcome setup_out(void)
{
	sent = 0;
	return backend_open(WS_BACKEND_HAS_IOEVENTFD | WS_BACKEND_HAS_CPU);
}

static struct outcome run_out(uint32_t windows)
{
	return run(WS_BACKEND_SIGNAL, windows);
}

static struct outcome setup_exit(void)
{
	struct outcome outcome = backend_open(0);

	sent = 0;
	if (outcome.verdict == WS_VERDICT_MEASURED)
		arch_backend_write(WS_BACKEND_MARKS_EXITS, 1);
	return outcome;
}

static struct outcome run_exit(uint32_t windows)
{
	return run(WS_BACKEND_SIGNAL_EXIT, windows);
}

static void teardown_exit(void)
{
	if (arch_backend_present())
		arch_backend_write(WS_BACKEND_MARKS_EXITS, 0);
}

const struct benchmark benchmark_io_out_kvm = {
	.reach = CLOCK_HOST,
	.setup = setup_out,
	.run = run_out,
	.read_clock = read_clock,
};

const struct benchmark benchmark_io_out_exit_kvm = {
	.reach = CLOCK_HOST,
	.setup = setup_exit,
	.run = run_exit,
	.read_clock = read_clock,
	.teardown = teardown_exit,
};
