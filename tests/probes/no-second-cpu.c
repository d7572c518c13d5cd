// SPDX-License-Identifier: GPL-2.0-or-later
/* In place of probe/arch/common/second.c: the second CPU is started, and never says that it is
 * there. */
#include "probe/arch/common/second.h"

#include "probe/arch/peer.h"
#include "probe/arch/wait.h"

static uint32_t there;

void second_main(void)
{
	for (;;)
		arch_second_off();
}

bool second_comes(void)
{
	return arch_wait_until(&there, 1);
}

bool arch_peer_start(enum arch_rest rest)
{
	(void)rest;
	return arch_second_open() && arch_second_start();
}

bool arch_peer_rests(uint32_t taken)
{
	(void)taken;
	return false;
}

void arch_peer_stop(void)
{
	arch_second_close();
}
