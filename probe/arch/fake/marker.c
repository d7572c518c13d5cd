// SPDX-License-Identifier: GPL-2.0-or-later
/* Markers are written down. */
#include "probe/arch/marker.h"

#include "probe/arch/fake/fake.h"

void arch_marker_cell_begin(uint32_t cell, uint32_t windows, uint64_t expected)
{
	fake_note(FAKE_CELL_BEGIN, cell, windows, expected);
}

void arch_marker_cell_end(uint32_t cell, uint32_t windows)
{
	fake_note(FAKE_CELL_END, cell, windows, 0);
}

void arch_marker_done(void)
{
	fake_note(FAKE_DONE, 0, 0, 0);
}
