// SPDX-License-Identifier: GPL-2.0-or-later
// Windows without end, in cells of the greatest length.
#include "guest.h"

_start:
	selftest
	mov	x21, #20
1:	cell_begin 0, 100000
	ldr	x20, =100000
2:	begin
	end
	sub	x20, x20, #1
	cbnz	x20, 2b
	cell_end 0, 100000
	sub	x21, x21, #1
	cbnz	x21, 1b
	power_off
