// SPDX-License-Identifier: GPL-2.0-or-later
/* Firmware answers an SMC, a hypervisor an HVC: which it is, only the device tree knows. */
#include "probe/arch/arm64/psci.h"

#include "probe/arch/arm64/call.h"
#include "probe/arch/arm64/machine.h"

int32_t psci_call(uint32_t function, uint64_t first, uint64_t second, uint64_t third)
{
	struct arm64_call call = {.x = {function, first, second, third}};

	switch (arm64_machine.conduit) {
	case ARM64_CONDUIT_HVC:
		arm64_hvc(&call);
		break;
	case ARM64_CONDUIT_SMC:
		arm64_smc(&call);
		break;
	case ARM64_CONDUIT_NONE:
		return PSCI_NOT_SUPPORTED;
	}
	return (int32_t)call.x[0];
}
