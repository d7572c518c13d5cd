// SPDX-License-Identifier: GPL-2.0-or-later
/* What is pending is taken one by one; who waits for more waits in vain. */
#include "probe/arch/receiver.h"

#include "probe/arch/fake/fake.h"

bool arch_receiver_open(void)
{
	fake.receiver_open = !fake.interrupt_controller_dead;
	fake.received = 0;
	fake.pending = 0;
	return fake.receiver_open;
}

void arch_receiver_close(void)
{
	fake.receiver_open = false;
}

bool arch_receiver_poll(void)
{
	if (!fake.receiver_open || !fake.pending)
		return false;
	fake.pending--;
	return true;
}

bool arch_receiver_wait(enum arch_rest rest, uint32_t taken)
{
	while (fake.received < taken && arch_receiver_poll()) {
		fake_note(FAKE_RECEIVED, rest, fake.mailbox ? fake.mailbox->waiting : 0, 0);
		fake_window_end(FAKE_RECEIVED);
		fake.received++;
	}
	return fake.received == taken;
}

void arch_receiver_halt(void)
{
}
