// SPDX-License-Identifier: GPL-2.0-or-later
// What the other CPU does while a window is open is on no path, unless an interrupt leads there:
// not its spinning, not what it makes of an interrupt that the window's end does not wait for.
// What interrupts the path, and is no message of it, is seen.
// options: -smp 2
#include "guest.h"
#include "smp.h"

_start:
	cpu_begins 0, smp_table
	adr	x18, handle_only
	msr	daifclr, #2
	start_other other
	await	1
	selftest

	// 1, 10 rounds of 4 while the other spins, 1.
	cell_begin 0, 100
	// stream: cell 0 100
	mov	x20, #100
1:	begin
	mov	x4, #10
2:	nop
	yield
	sub	x4, x4, #1
	cbnz	x4, 2b
	end
	sub	x20, x20, #1
	cbnz	x20, 1b
	cell_end 0, 100
	// stream: 100x w clean 0 0 42 0 0 0
	// stream: cell-end 0 100

	// An interrupt to the other, which takes it while the window is open: 1, and 301, and 1.
	cell_begin 1, 10
	// stream: cell 1 10
	mov	x20, #10
	ldr	x21, =SGI(1, 1)
1:	begin
	send	x21
	let_other_run
	end
	sub	x20, x20, #1
	cbnz	x20, 1b
	cell_end 1, 10
	// stream: 10x w clean 0 0 303 0 0 0
	// stream: cell-end 1 10

	// To itself: that is a message of the path. 1, the handler's 5, 1, 1.
	cell_begin 2, 10
	// stream: cell 2 10
	mov	x20, #10
	ldr	x21, =SGI(1, 0)
1:	begin
	send	x21
	isb
	nop
	end
	sub	x20, x20, #1
	cbnz	x20, 1b
	cell_end 2, 10
	// stream: 10x w clean 0 0 9 0 0 0
	// stream: cell-end 2 10

	// The other interrupts this one, which nothing on the path had asked for: 1 to pass the turn
	// on is 4, 301, the handler's 5, 1.
	cell_begin 3, 1
	// stream: cell 3 1
	begin
	pass
	let_other_run
	end
	cell_end 3, 1
	// stream: w mixed 0 0 311 0 0 0
	// stream: cell-end 3 1

	// The other closes a window that never led to it: what is reported is what this one has
	// done by then, 4 to pass the turn on and 2 to where it gives way.
	cell_begin 4, 1
	// stream: cell 4 1
	begin
	pass
	let_other_run
	cell_end 4, 1
	// stream: w mixed 0 0 6 0 0 0
	// stream: cell-end 4 1

	// A tick at the receiver, in its handler: 1; 11, the tick's 6, 2.
	cell_begin 5, 1
	// stream: cell 5 1
	ldr	x21, =SGI(1, 1)
	pass
	let_other_run
	begin
	send	x21
	let_other_run
	cell_end 5, 1
	// stream: w mixed 0 0 1 0 0 0 1 0 19 0 0 0
	// stream: cell-end 5 1

	// A tick that is taken first, after the message: it is what the receiver goes on with, and the
	// message's interrupt is then one too many. 1; the tick's 8, and 6.
	cell_begin 6, 1
	// stream: cell 6 1
	pass
	let_other_run
	begin
	send	x21
	let_other_run
	let_other_run
	let_other_run
	cell_end 6, 1
	// stream: w mixed 0 0 1 0 0 0 1 0 14 0 0 0
	// stream: cell-end 6 1
	done
	// stream: done
	power_off

other:	cpu_begins 1, smp_table
	adr	x18, handle_only
	msr	daifclr, #2
	pass
	await	2
	ldr	x21, =SGI(2, 0)
	send	x21
	await	3
	end
	adr	x18, handle_with_tick
	await	5
	msr	daifset, #2
	adr	x18, handle_tick_or_end
	mov	x3, #1
	msr	cnthp_tval_el2, xzr
	msr	cnthp_ctl_el2, x3
	isb
	let_other_run
	let_other_run
	msr	daifclr, #2
1:	yield
	b	1b

// Done with the message's interrupt, and then a tick, before the end: 11 to unmask with the way to
// it, 2 more.
handle_with_tick:
	mrs	x13, s3_0_c12_c12_0
	msr	s3_0_c12_c12_1, x13
	adr	x18, handle_tick
	mrs	x14, elr_el2
	mrs	x15, spsr_el2
	msr	cnthp_tval_el2, xzr
	mov	x3, #1
	msr	cnthp_ctl_el2, x3
	msr	daifclr, #2
	isb
	end
	msr	daifset, #2
	msr	elr_el2, x14
	msr	spsr_el2, x15
	eret

// 6 with the way to it.
handle_tick:
	mrs	x13, s3_0_c12_c12_0
	msr	cnthp_ctl_el2, xzr
	msr	s3_0_c12_c12_1, x13
	eret

handle_tick_or_end:
	mrs	x13, s3_0_c12_c12_0
	cmp	x13, #SGI_TIMER
	b.eq	1f
	end
	msr	s3_0_c12_c12_1, x13
	eret
1:	msr	cnthp_ctl_el2, xzr
	msr	s3_0_c12_c12_1, x13
	eret
