// SPDX-License-Identifier: GPL-2.0-or-later
/* An emulator that runs its CPUs in turns takes arch_relax for the end of this one's; the loop
 * before it makes a turn long enough for real hardware. */
#include "vmm/turn.h"

#include "vmm/arch.h"

#define TURN_LENGTH  64
#define SETTLE_TURNS 256

void vmm_turn(void)
{
	for (unsigned int at = 0; at < TURN_LENGTH; at++)
		__asm__ volatile("");
	arch_relax();
}

void vmm_turns_settle(void)
{
	for (unsigned int turn = 0; turn < SETTLE_TURNS; turn++)
		vmm_turn();
}
