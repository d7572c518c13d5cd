// SPDX-License-Identifier: GPL-2.0-or-later
// A register that should tell CPUs apart and holds something else.
// options: -smp 2
#include "guest.h"
#include "smp.h"

_start:
	cpu_begins 0, 0x1000, smp_table
	selftest
	cell_begin 0, 3
	// stream: cell 0 3
	mov	x20, #3
1:	begin
	nop
	end
	add	x3, x20, #0x100
	msr	tpidr_el2, x3
	sub	x20, x20, #1
	cbnz	x20, 1b
	cell_end 0, 3
	// stream: w clean 0 0 2 0 0 0
	// stream: refused the register that tells CPUs apart had two values on one
	done
	power_off
