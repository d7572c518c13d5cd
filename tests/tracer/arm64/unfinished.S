// SPDX-License-Identifier: GPL-2.0-or-later
// The machine goes off in the middle of a window.
#include "guest.h"

_start:
	selftest
	cell_begin 0, 2
	begin
	nop
	end
	begin
	// stream: cell 0 2
	// stream: w clean 0 0 2 0 0 0
	// stream: cell-bad 0 the emulator ended in the middle of it
	power_off
