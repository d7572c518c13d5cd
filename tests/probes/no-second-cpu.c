// SPDX-License-Identifier: GPL-2.0-or-later
/* In place of probe/arch/arm64/psci.c: whoever is asked to start a CPU says that he does, and does
 * not. */
#include "probe/arch/arm64/psci.h"

#include "probe/arch/arm64/call.h"
#include "probe/arch/arm64/machine.h"

int32_t psci_call(uint32_t function, uint64_t first, uint64_t second, uint64_t third)
{
	struct arm64_call call = {.x = {function, first, second, third}};

	if (function == PSCI_CPU_ON)
		return PSCI_SUCCESS;
	if (arm64_machine.conduit == ARM64_CONDUIT_SMC)
		arm64_smc(&call);
	else
		arm64_hvc(&call);
	return (int32_t)call.x[0];
}
