// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * In place of probe/bench/virtual_ipi.c: the hundredth window begins, and nobody takes its
 * interrupt: the second CPU has gone.
 */
#include "probe/arch/peer.h"
#include "probe/arch/window.h"
#include "probe/bench/benchmark.h"

#define LOST 100

static uint32_t sent;

static struct outcome setup(void)
{
	sent = 0;
	if (!arch_peer_start(ARCH_REST_RUNNING) || !arch_peer_rests(sent))
		return outcome_bad(WS_VERDICT_FAILED, 0, "the second CPU never came up");
	return outcome_measured(0);
}

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++) {
		if (++sent == LOST)
			arch_peer_stop();
		arch_window_virtual_ipi();
		if (!arch_peer_rests(sent))
			return outcome_bad(WS_VERDICT_FAILED, window + 1, "an interrupt was lost");
	}
	return outcome_measured(windows);
}

const struct benchmark benchmark_virtual_ipi = {
	.needs_interrupt_controller = true,
	.needs_second_cpu = true,
	.setup = setup,
	.run = run,
	.teardown = arch_peer_stop,
};

const struct benchmark benchmark_virtual_ipi_idle = {
	.needs_second_cpu = true,
	.setup = setup,
	.run = run,
	.teardown = arch_peer_stop,
};
