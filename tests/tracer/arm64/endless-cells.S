// SPDX-License-Identifier: GPL-2.0-or-later
// Cells without end.
#include "guest.h"

_start:
	selftest
	ldr	x20, =100000
1:	cell_begin 0, 1
	begin
	end
	cell_end 0, 1
	sub	x20, x20, #1
	cbnz	x20, 1b
	power_off
