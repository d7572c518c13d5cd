// SPDX-License-Identifier: GPL-2.0-or-later
/* Off by PSCI's SYSTEM_OFF (Arm DEN 0022). */
#include "probe/arch/arm64/power.h"

#include "probe/arch/arm64/psci.h"

void arm64_power_off(void)
{
	psci_call(PSCI_SYSTEM_OFF, 0, 0, 0);
	for (;;)
		__asm__ volatile("wfi");
}
