// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hypercall under Xen: from the VM to the hypervisor and back, with as little work there as Xen
 * offers: its version, XENVER_version, which it returns without looking at the guest's memory.
 *
 * Path: one exception to Xen, which lives where it arrives; a call through a table; one return.
 */
#include "probe/arch/window.h"
#include "probe/bench/benchmark.h"

#define VERSION_MAJOR(value) ((value) >> 16)

static struct outcome run(uint32_t windows)
{
	for (uint32_t window = 0; window < windows; window++) {
		uint64_t version = arch_window_hypercall_xen();

		if (VERSION_MAJOR(version) < 3 || VERSION_MAJOR(version) > 0xff)
			return outcome_bad(WS_VERDICT_FAILED, window + 1,
					   "the answer is not Xen's version");
	}
	return outcome_measured(windows);
}

const struct benchmark benchmark_hypercall_xen = {
	.run = run,
};
