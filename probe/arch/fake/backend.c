// SPDX-License-Identifier: GPL-2.0-or-later
/* The backend and the other VM answer at once, or not at all. */
#include "probe/arch/backend.h"

#include <string.h>

#include "probe/arch/clock.h"
#include "probe/arch/console.h"
#include "probe/arch/fake/fake.h"

bool arch_backend_present(void)
{
	return !fake.no_backend;
}

uint32_t arch_backend_read(uint32_t where)
{
	if (where == WS_BACKEND_MORE)
		return fake.rounds ? fake.rounds-- : 0;
	return where == WS_BACKEND_FEATURES ? fake.backend_features : 0;
}

void arch_backend_write(uint32_t where, uint32_t value)
{
	fake_note(FAKE_BACKEND_WRITE, where, value, 0);
	if (where == WS_BACKEND_CELL)
		fake.cell = value;
	if (where == WS_BACKEND_REQUEST && fake.good_requests) {
		fake.good_requests--;
		fake.pending++;
		fake.mailbox->clock = arch_clock_read();
	}
	if (where == WS_BACKEND_OTHER && fake.other_boots)
		fake.other_boots--;
	else if (where == WS_BACKEND_OTHER)
		fake.pending++;
}

uint64_t arch_backend_read_64(uint32_t where)
{
	return where == WS_BACKEND_CLOCK ? fake.other_clock : 0;
}

static void *pointer_of(uint64_t address)
{
	void *pointer;

	_Static_assert(sizeof(pointer) == sizeof(address), "a register holds an address");
	memcpy(&pointer, &address, sizeof(pointer));
	return pointer;
}

void arch_backend_write_64(uint32_t where, uint64_t value)
{
	if (where == WS_BACKEND_MAILBOX)
		fake.mailbox = pointer_of(value);
	else if (where == WS_BACKEND_CLOCK)
		fake.other_clock = value;
	else if (where == WS_BACKEND_TEXT)
		arch_console_write(pointer_of(value), strlen(pointer_of(value)));
}
