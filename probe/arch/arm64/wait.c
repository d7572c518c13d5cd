// SPDX-License-Identifier: GPL-2.0-or-later
/* YIELD is a hint to hardware threads and never traps. */
#include "probe/arch/common/turn.h"

void arch_turn_hint(void)
{
	__asm__ volatile("yield" : : : "memory");
}
