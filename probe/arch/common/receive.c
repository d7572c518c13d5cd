// SPDX-License-Identifier: GPL-2.0-or-later
/* Interrupts are disabled wherever nobody waits for them. */
#include "probe/arch/common/receive.h"

#include "probe/arch/wait.h"

uint32_t receive_taken;

void receive_count(void)
{
	__atomic_store_n(&receive_taken, receive_taken + 1, __ATOMIC_RELEASE);
}

static bool wait_running(uint32_t taken)
{
	bool come;

	arch_receive_enable();
	come = arch_wait_until(&receive_taken, taken);
	arch_receive_disable();
	return come;
}

bool receive_wait(enum arch_rest rest, uint32_t taken)
{
	if (rest == ARCH_REST_RUNNING)
		return wait_running(taken);
	while (__atomic_load_n(&receive_taken, __ATOMIC_ACQUIRE) != taken)
		arch_receive_idle();
	return true;
}
