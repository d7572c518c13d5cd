// SPDX-License-Identifier: GPL-2.0-or-later
/* Where text goes is the board's business. */
#include "probe/arch/console.h"

#include "probe/arch/x86_64/board.h"
#include "probe/arch/x86_64/machine.h"

void arch_console_write(const char *text, size_t size)
{
	x86_64_machine.board->write(text, size);
}
