// SPDX-License-Identifier: GPL-2.0-or-later
// What a CPU has taken is what it acknowledges, however often and where its vectors are entered:
// as KVM does it, which leaves a guest by one vector without a look at the interrupt and takes the
// same one again at the next; and as Xen does it, whose handler goes on until there are no more.
// options: -smp 2
#include "guest.h"
#include "smp.h"

#define EL1H_MASKED 0x3c5
#define ICH_HCR_TALL1 (1 << 12)
#define NONE 1020 /* this and above: no interrupt */
#define WINDOWS 10

.macro enter_el1 at
	mov	x3, #EL1H_MASKED
	msr	spsr_el2, x3
	adr	x3, \at
	msr	elr_el2, x3
	eret
.endm

.macro send_windows
	mov	x20, #WINDOWS
1:	begin
	nop
	send	x21
	let_other_run
	sub	x20, x20, #1
	cbnz	x20, 1b
.endm

_start:
	cpu_begins 0, table
	adr	x16, skip
	start_other other
	await	1
	selftest
	ldr	x21, =SGI(1, 1)
	ldr	x22, =SGI(2, 1)
	ldr	x23, =SGI(3, 1)

	// 2; out of the guest 4, of which the last unmasks, the handler's 6, the end.
	cell_begin 0, WINDOWS
	// stream: cell 0 10
	send_windows
	cell_end 0, WINDOWS
	// stream: 10x w clean 0 0 2 0 0 0 1 0 11 0 0 0
	// stream: cell-end 0 10

	// A tick between the two: 2 more to start it, and a handler of 6 more.
	cell_begin 1, WINDOWS
	// stream: cell 1 10
	pass
	let_other_run
	send_windows
	cell_end 1, WINDOWS
	// stream: 10x w mixed 0 0 2 0 0 0 1 0 19 0 0 0
	// stream: cell-end 1 10

	// Three messages to a CPU that waits: 2; 1 to unmask, 2 to the handler, three rounds of 5,
	// 3 to find that there are no more, the end.
	cell_begin 2, WINDOWS
	// stream: cell 2 10
	pass
	mov	x20, #WINDOWS
1:	let_other_run
	begin
	nop
	send	x21
	send	x22
	send	x23
	let_other_run
	sub	x20, x20, #1
	cbnz	x20, 1b
	cell_end 2, WINDOWS
	// stream: 10x w clean 0 0 2 0 0 0 1 0 22 0 0 0
	// stream: cell-end 2 10

	// Two: a message, and what the other had sent to itself before the window. One round less.
	cell_begin 3, 1
	// stream: cell 3 1
	pass
	await	5
	begin
	nop
	send	x21
	pass
	let_other_run
	cell_end 3, 1
	// stream: w mixed 0 0 2 0 0 0 1 0 16 0 0 0
	// stream: cell-end 3 1

	// A message that comes while the other handles something else: the 4 after its answer.
	cell_begin 4, 1
	// stream: cell 4 1
	pass
	await	8
	begin
	nop
	send	x21
	let_other_run
	cell_end 4, 1
	// stream: w mixed 0 0 2 0 0 0 1 0 4 0 0 0
	// stream: cell-end 4 1

	// A question that is trapped has no answer, whatever is in its register: 2, and 10.
	cell_begin 5, 1
	// stream: cell 5 1
	mov	x3, #ICH_HCR_TALL1
	msr	s3_4_c12_c11_0, x3	// ICH_HCR_EL2
	ldr	x3, =HCR_RW
	msr	hcr_el2, x3
	enter_el1 trapped
trapped:
	mov	x13, #SGI_TIMER
	begin
	mrs	x13, s3_0_c12_c12_0
	end
	hvc	#0
skip:	mrs	x14, esr_el2
	lsr	x14, x14, #26
	cmp	x14, #0x18
	b.ne	finish
	mrs	x14, elr_el2
	add	x14, x14, #4
	msr	elr_el2, x14
	eret
finish:	cell_end 5, 1
	// stream: w clean 0 0 10 2 0 0
	// stream: cell-end 5 1
	done
	// stream: done
	power_off

other:	cpu_begins 1, table
	adr	x16, tick_between
	adr	x17, leave_guest
	adr	x18, handle_all
	pass
	mov	w12, #1
	enter_el1 receiver

// As long as the turn is what it was, then a trap.
receiver:
	adr	x10, turn
1:	yield
	ldr	w11, [x10]
	cmp	w11, w12
	b.eq	1b
	hvc	#0

	vectors table, stuck, irq, trap, leave
irq:	br	x18
leave:	br	x17
trap:	br	x16

tick_between:
	adr	x16, wait
	adr	x17, leave_guest_in_tick
	mov	w12, #2
	enter_el1 receiver

.macro to_guest
	mov	x15, #EL1H_MASKED
	msr	elr_el2, x14
	msr	spsr_el2, x15
	eret
.endm

leave_guest:
	mrs	x14, elr_el2
	msr	daifclr, #2
	end
	msr	daifset, #2
	to_guest
leave_guest_in_tick:
	mrs	x14, elr_el2
	mov	x13, #1
	msr	cnthp_ctl_el2, x13
	msr	daifclr, #2
	end
	msr	daifset, #2
	to_guest

// 6 with the way to it.
handle_all:
	mrs	x13, s3_0_c12_c12_0
	msr	cnthp_ctl_el2, xzr
	msr	s3_0_c12_c12_1, x13
	eret

wait:	adr	x18, handle_until_none
	mov	x20, #WINDOWS
1:	wfi
	msr	daifclr, #2
	msr	daifset, #2
	sub	x20, x20, #1
	cbnz	x20, 1b

	await	4
	ldr	x24, =SGI(3, 1)
	send	x24
	pass
	await	6
	msr	daifclr, #2
	msr	daifset, #2

	await	7
	adr	x18, handle_and_look
	send	x24
	msr	daifclr, #2
1:	yield
	b	1b

handle_until_none:
	mrs	x13, s3_0_c12_c12_0
	cmp	x13, #NONE
	b.hs	1f
	msr	s3_0_c12_c12_1, x13
	b	handle_until_none
1:	end
	eret

handle_and_look:
	complete
	pass
1:	yield
	mrs	x13, s3_0_c12_c12_0
	cmp	x13, #NONE
	b.hs	1b
	msr	s3_0_c12_c12_1, x13
	end
	eret
