// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hypercall under KVM: from the VM to the hypervisor and back, with no work done there.
 *
 * Path: the call instruction traps to the hypervisor, which saves the guest's state, finds that it
 * has no such service, writes "not supported" to the guest's first register and goes back. With
 * split mode the way leads on from EL2 to the host's kernel and through EL2 again; with VHE the
 * host's kernel is in EL2. The service asked for is the one that kvm-unit-tests asks for, so that
 * figures compare.
 */
#include "probe/arch/window.h"
#include "probe/bench/benchmark.h"

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++)
		if (!arch_window_hypercall_kvm())
			return outcome_bad(WS_VERDICT_FAILED, window + 1,
					   "wrong answer to an unknown call");
	return outcome_measured(windows);
}

const struct benchmark benchmark_hypercall_kvm = {
	.run = run,
};
