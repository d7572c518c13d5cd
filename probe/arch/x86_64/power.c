// SPDX-License-Identifier: GPL-2.0-or-later
/* How a machine is switched off is the board's business; who comes back from there waits. */
#include "probe/arch/x86_64/power.h"

#include "probe/arch/x86_64/board.h"
#include "probe/arch/x86_64/machine.h"

void x86_64_power_off(void)
{
	x86_64_machine.board->power_off();
	for (;;)
		__asm__ volatile("cli\n\thlt");
}
