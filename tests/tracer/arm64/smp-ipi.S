// SPDX-License-Identifier: GPL-2.0-or-later
// One CPU interrupts the other, which spins: what the sender does until it has sent, and the
// receiver from its vector on, is the path, and nothing else.
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

	// There: 3 and 3.
	cell_begin 0, WINDOWS
	// stream: cell 0 10
	ldr	x21, =SGI(1, 1)
	mov	x20, #WINDOWS
1:	begin
	nop
	nop
	send	x21
	let_other_run
	sub	x20, x20, #1
	cbnz	x20, 1b
	cell_end 0, WINDOWS
	// stream: 10x w clean 0 0 3 0 0 0 1 0 3 0 0 0
	// stream: cell-end 0 10

	// The other way: the other sends after 4.
	cell_begin 1, WINDOWS
	// stream: cell 1 10
	pass
	await	3
	cell_end 1, WINDOWS
	// stream: 10x w clean 1 0 4 0 0 0 0 0 3 0 0 0
	// stream: cell-end 1 10

	// There and back: 2, the other's 3, and 3 here.
	cell_begin 2, WINDOWS
	// stream: cell 2 10
	mov	x20, #WINDOWS
	ldr	x21, =SGI(2, 1)
1:	begin
	nop
	send	x21
	let_other_run
	sub	x20, x20, #1
	cbnz	x20, 1b
	cell_end 2, WINDOWS
	// stream: 10x w clean 0 0 2 0 0 0 1 0 3 0 0 0 0 0 3 0 0 0
	// stream: cell-end 2 10
	done
	// stream: done
	power_off

other:	cpu_begins 1, smp_table
	adr	x18, handle_end
	msr	daifclr, #2
	pass
	await	2
	mov	x20, #WINDOWS
	ldr	x21, =SGI(1, 0)
1:	begin
	nop
	nop
	nop
	send	x21
	let_other_run
	sub	x20, x20, #1
	cbnz	x20, 1b
	adr	x18, handle_answer
	ldr	x17, =SGI(3, 0)
	pass
2:	yield
	nop
	b	2b
