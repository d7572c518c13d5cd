// SPDX-License-Identifier: GPL-2.0-or-later
// Version 2 of the interrupt controller: interrupts are sent by a store to a register in memory. A
// store to another register, or to memory at the same place of a page, sends nothing. They are
// acknowledged by a load, of which the same is true.
// options: -smp 2 -M gic-version=2
// plugin: ,sgir=0x08000f00,iar=0x0801000c
#include "guest.h"
#include "turns.h"

#define GICC	  0x08010000
#define SGIR	  0xf00
#define IAR	  0x00c
#define EOIR	  0x010
#define TO_OTHER  0x00020001
#define TO_OTHERS 0x01000001
#define TO_SELF	  0x02000001

.macro v2_begins handler
	adr	x3, table
	msr	vbar_el2, x3
	ldr	x3, =HCR_RW | HCR_IMO
	msr	hcr_el2, x3
	isb
	adr	x18, \handler
	ldr	x9, =GICD
	mov	w3, #1
	str	w3, [x9]
	ldr	x8, =GICC
	mov	w3, #0xff
	str	w3, [x8, #4]	// priority mask
	mov	w3, #1
	str	w3, [x8]
	msr	daifclr, #2
.endm

/* 3, and on the other CPU 3. */
.macro window store:vararg
	begin
	nop
	nop
	\store
	let_other_run
.endm

/* 5. */
.macro taken load:vararg
	ldr	w21, =TO_SELF
	str	w21, [x9, #SGIR]
	begin
	nop
	\load
	nop
	str	w13, [x8, #EOIR]
	end
.endm

_start:
	v2_begins handle_only
	start_other other
	await	1
	selftest
	mov	x5, #SGIR
	add	x6, x9, #SGIR
	mov	x7, x6

	cell_begin 0, 8
	// stream: cell 0 8
	ldr	w21, =TO_OTHER
	window	str w21, [x9, #SGIR]
	window	str w21, [x9, x5]
	window	stur w21, [x6]
	window	str w21, [x7], #4
	sub	x7, x7, #8
	window	str w21, [x7, #4]!
	ldr	w21, =TO_OTHERS
	window	str w21, [x6]
	mov	x20, #2
1:	window	str w21, [x6]
	sub	x20, x20, #1
	cbnz	x20, 1b
	cell_end 0, 8
	// stream: 8x w clean 0 0 3 0 0 0 1 0 3 0 0 0
	// stream: cell-end 0 8

	// To itself, in the middle of a block: 2, the handler's 5, 2.
	cell_begin 1, 10
	// stream: cell 1 10
	ldr	w21, =TO_SELF
	mov	x20, #10
1:	begin
	nop
	str	w21, [x6]
	nop
	end
	sub	x20, x20, #1
	cbnz	x20, 1b
	cell_end 1, 10
	// stream: 10x w clean 0 0 9 0 0 0
	// stream: cell-end 1 10

	// Memory, and another register: the other ends what nothing had led to, after 2 and 4 to
	// pass the turn on and 2 to where this one gives way.
	cell_begin 2, 1
	// stream: cell 2 1
	ldr	w21, =TO_OTHER
	adrp	x10, page
	begin
	str	w21, [x10, #SGIR]
	str	w21, [x9, #0x420]
	pass
	let_other_run
	cell_end 2, 1
	// stream: w mixed 0 0 8 0 0 0
	// stream: cell-end 2 1

	// What was sent before the window is acknowledged in it, in the middle of a block.
	msr	daifset, #2
	mov	x5, #IAR
	add	x6, x8, #IAR
	cell_begin 3, 8
	// stream: cell 3 8
	taken	ldr w13, [x8, #IAR]
	taken	ldr w13, [x8, x5]
	taken	ldur w13, [x6]
	taken	ldar w13, [x6]
	mov	x7, x6
	taken	ldr w13, [x7], #4
	sub	x7, x7, #8
	taken	ldr w13, [x7, #4]!
	// stream: 6x w mixed 0 0 5 0 0 0
	// Memory, and another register of the controller's.
	taken	ldr w13, [x10, #IAR]
	ldr	w13, [x8, #IAR]
	str	w13, [x8, #EOIR]
	taken	ldr w13, [x8, #4]
	// stream: 2x w clean 0 0 5 0 0 0
	cell_end 3, 8
	// stream: cell-end 3 8
	done
	// stream: done
	power_off

other:	v2_begins handle_end
	pass
	await	2
	end
1:	yield
	b	1b

	vectors table, stuck, irq, stuck, stuck
irq:	br	x18
handle_end:
	end
handle_only:
	ldr	w13, [x8, #12]
	str	w13, [x8, #16]
	eret

	.balign	4096
page:	.skip	4096
