// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * virtual-ipi, virtual-ipi-idle: one CPU of the VM interrupts another. The window begins with the
 * sender's write and ends with the first instruction of the receiver's handler; the receiver runs
 * guest code, or waits for interrupts.
 *
 * Path: the write traps to the hypervisor, which makes the interrupt pending for the other VCPU and
 * sends a physical interrupt to the CPU that runs it; there the guest is left, the virtual
 * interrupt put into a list register, and the guest entered again. An idle VCPU is not in the guest
 * at all: its thread is woken and its CPU with it. Natively it is one physical interrupt.
 */
#include "probe/arch/peer.h"
#include "probe/arch/window.h"
#include "probe/bench/benchmark.h"

static uint32_t sent;

static struct outcome setup(enum arch_rest rest)
{
	sent = 0;
	if (!arch_peer_start(rest) || !arch_peer_rests(sent))
		return outcome_bad(WS_VERDICT_FAILED, 0, "the second CPU never came up");
	return outcome_measured(0);
}

static struct outcome setup_running(void)
{
	return setup(ARCH_REST_RUNNING);
}

static struct outcome setup_idle(void)
{
	return setup(ARCH_REST_IDLE);
}

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++) {
		arch_window_virtual_ipi();
		if (!arch_peer_rests(++sent))
			return outcome_bad(WS_VERDICT_FAILED, window + 1, "an interrupt was lost");
	}
	return outcome_measured(windows);
}

const struct benchmark benchmark_virtual_ipi = {
	.needs_interrupt_controller = true,
	.needs_second_cpu = true,
	.reach = CLOCK_MACHINE,
	.setup = setup_running,
	.run = run,
	.teardown = arch_peer_stop,
};

const struct benchmark benchmark_virtual_ipi_idle = {
	.needs_interrupt_controller = true,
	.needs_second_cpu = true,
	.reach = CLOCK_MACHINE,
	.setup = setup_idle,
	.run = run,
	.teardown = arch_peer_stop,
};
