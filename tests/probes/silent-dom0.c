// SPDX-License-Identifier: GPL-2.0-or-later
/* In place of probe/bench/backend_xen.c: Dom0 is there, and says nothing. */
#include "probe/arch/receiver.h"
#include "probe/bench/domains.h"

void backend_xen(void)
{
	for (;;)
		arch_receiver_halt();
}
