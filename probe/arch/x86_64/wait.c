// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * PAUSE ends this CPU's turn in an emulator. A hypervisor may take it as a reason to run somebody
 * else (pause filter, PAUSE-loop exiting): one that is to leave the spinning guest alone has to be
 * told so.
 */
#include "probe/arch/common/turn.h"

void arch_turn_hint(void)
{
	__asm__ volatile("pause" : : : "memory");
}
