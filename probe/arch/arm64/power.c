// SPDX-License-Identifier: GPL-2.0-or-later
/* Off by PSCI's SYSTEM_OFF (Arm DEN 0022), by the conduit that the device tree names. */
#include "probe/arch/arm64/power.h"

#include "probe/arch/arm64/call.h"
#include "probe/arch/arm64/machine.h"

#define PSCI_SYSTEM_OFF 0x84000008u

void arm64_power_off(void)
{
	struct arm64_call call = {.x = {PSCI_SYSTEM_OFF}};

	if (arm64_machine.conduit == ARM64_CONDUIT_HVC)
		arm64_hvc(&call);
	else if (arm64_machine.conduit == ARM64_CONDUIT_SMC)
		arm64_smc(&call);
	for (;;)
		__asm__ volatile("wfi");
}
