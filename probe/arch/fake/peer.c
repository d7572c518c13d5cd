// SPDX-License-Identifier: GPL-2.0-or-later
/* The second CPU takes every interrupt at once, or is dead. */
#include "probe/arch/peer.h"

#include "probe/arch/fake/fake.h"

bool arch_peer_start(enum arch_rest rest)
{
	fake.peer_on = !fake.peer_dead;
	fake.peer_rest = rest;
	fake.peer_taken = 0;
	return fake.peer_on;
}

bool arch_peer_rests(uint32_t taken)
{
	return fake.peer_on && fake.peer_taken == taken;
}

void arch_peer_stop(void)
{
	fake.peer_on = false;
}
