// SPDX-License-Identifier: GPL-2.0-or-later
/* The console is memory, always with a NUL at its end. */
#include "probe/arch/console.h"

#include "probe/arch/fake/fake.h"

void arch_console_write(const char *text, size_t size)
{
	fake_note(FAKE_CONSOLE, 0, 0, 0);
	for (size_t at = 0; at < size && fake.console_size < FAKE_CONSOLE_MAX - 1; at++)
		fake.console[fake.console_size++] = text[at];
}
