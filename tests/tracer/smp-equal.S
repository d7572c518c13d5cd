// SPDX-License-Identifier: GPL-2.0-or-later
// Two CPUs that cannot be told apart: nothing of them is reported.
// options: -smp 2
#include "guest.h"
#include "smp.h"

_start:
	cpu_begins 0, 0x1000, smp_table
	adr	x18, handle_end
	msr	daifclr, #2
	start_other other
	await	1
	selftest

	cell_begin 0, 1
	// stream: cell 0 1
	ldr	x21, =SGI(1, 1)
	begin
	nop
	send	x21
	let_other_run
	cell_end 0, 1
	// stream: refused the register that tells CPUs apart had the same value on two
	done
	power_off

other:	cpu_begins 1, 0x1000, smp_table
	adr	x18, handle_end
	msr	daifclr, #2
	pass
1:	yield
	b	1b
