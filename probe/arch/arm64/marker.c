// SPDX-License-Identifier: GPL-2.0-or-later
/* Markers round cells: a HINT with its operands in the first three registers. */
#include "probe/arch/marker.h"

#include <worldswitch/markers.h>

#include "probe/arch/arm64/hint.h"

#define MARK(number, what, first, second)                                                          \
	do {                                                                                       \
		register uint64_t x0 __asm__("x0") = (uint64_t)WS_MARKER_MAGIC << 32 | (what);     \
		register uint64_t x1 __asm__("x1") = (first);                                      \
		register uint64_t x2 __asm__("x2") = (second);                                     \
		__asm__ volatile(HINT(number) : : "r"(x0), "r"(x1), "r"(x2) : "memory");           \
	} while (0)

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
