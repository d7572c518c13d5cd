// SPDX-License-Identifier: GPL-2.0-or-later
/* The backend and the other VM answer at once, or not at all. */
#include "probe/arch/backend.h"

#include "probe/arch/fake/fake.h"

bool arch_backend_present(void)
{
	return !fake.no_backend;
}

uint32_t arch_backend_read(uint32_t where)
{
	return where == WS_BACKEND_FEATURES ? fake.backend_features : 0;
}

void arch_backend_write(uint32_t where, uint32_t value)
{
	fake_note(FAKE_BACKEND_WRITE, where, value, 0);
	if (where == WS_BACKEND_REQUEST && fake.good_requests) {
		fake.good_requests--;
		fake.pending++;
	}
	if (where == WS_BACKEND_OTHER && fake.other_boots)
		fake.other_boots--;
	else if (where == WS_BACKEND_OTHER)
		fake.pending++;
}

void arch_backend_give_mailbox(struct ws_backend_mailbox *mailbox)
{
	fake.mailbox = mailbox;
}
