// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Waiting by turns. Each ends with the port's hint: an emulator that runs its CPUs in turns takes
 * it for the end of this one's turn, and without it each loop would go on for 100 ms of its time.
 * The loop between two hints makes a turn long enough for real hardware.
 */
#include "probe/arch/wait.h"

#include "probe/arch/common/turn.h"

#define TURN_LENGTH  64
#define SETTLE_TURNS 256

void wait_turn(void)
{
	for (unsigned int at = 0; at < TURN_LENGTH; at++)
		__asm__ volatile("");
	arch_turn_hint();
}

bool arch_wait_until(const uint32_t *word, uint32_t value)
{
	for (unsigned int turn = 0; turn < WAIT_TURNS_MAX; turn++) {
		if (__atomic_load_n(word, __ATOMIC_ACQUIRE) == value)
			return true;
		wait_turn();
	}
	return false;
}

bool arch_wait_for(bool (*come)(uint32_t what), uint32_t what)
{
	for (unsigned int turn = 0; turn < WAIT_TURNS_MAX; turn++) {
		if (come(what))
			return true;
		wait_turn();
	}
	return false;
}

void arch_wait_settle(void)
{
	for (unsigned int turn = 0; turn < SETTLE_TURNS; turn++)
		wait_turn();
}
