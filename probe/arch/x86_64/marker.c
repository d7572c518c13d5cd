// SPDX-License-Identifier: GPL-2.0-or-later
/* Markers round cells: a NOP with its operands in the first three registers of a call. */
#include "probe/arch/marker.h"

#include <worldswitch/markers.h>

#include "probe/arch/x86_64/nop.h"

#define MARK(number, what, first, second)                                                          \
	__asm__ volatile(MARKER(number)                                                            \
			 :                                                                         \
			 : "D"((uint64_t)WS_MARKER_MAGIC << 32 | (what)), "S"((uint64_t)(first)),  \
			   "d"((uint64_t)(second))                                                 \
			 : "memory")

void arch_marker_cell_begin(uint32_t cell, uint32_t windows, uint64_t expected)
{
	MARK(WS_MARKER_CELL_BEGIN, cell, windows, expected);
}

void arch_marker_cell_end(uint32_t cell, uint32_t windows)
{
	MARK(WS_MARKER_CELL_END, cell, windows, 0);
}

void arch_marker_done(void)
{
	MARK(WS_MARKER_DONE, 0, 0, 0);
}
