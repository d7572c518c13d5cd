// SPDX-License-Identifier: GPL-2.0-or-later
// Places of interest on a path from one CPU to another, which spins: the sender's before it sends,
// and the receiver's.
// options: -smp 2
#include "guest.h"
#include "smp.h"

#define WINDOWS 10

_start:
	cpu_begins 0, smp_table
	adr	x18, handle_end
	msr	daifclr, #2
	start_other other
	await	1
	selftest

	// The sender's 2 and a branch, then 2; the receiver's vector, then its handler.
	tell	1, sender
	tell	2, handle_end
	cell_begin 0, WINDOWS
	// stream: cell 0 10
	ldr	x21, =SGI(1, 1)
	mov	x20, #WINDOWS
1:	begin
	nop
	b	sender
	.balign	64
sender:	nop
	send	x21
	let_other_run
	sub	x20, x20, #1
	cbnz	x20, 1b
	cell_end 0, WINDOWS
	// stream: 10x w clean 0 0 2 0 0 0 @1 0 0 2 0 0 0 1 0 2 0 0 0 @2 1 0 1 0 0 0
	// stream: cell-end 0 10

	done
	// stream: done
	power_off

other:	cpu_begins 1, smp_table
	adr	x18, handle_end
	msr	daifclr, #2
	pass
2:	yield
	nop
	b	2b
