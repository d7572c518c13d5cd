// SPDX-License-Identifier: GPL-2.0-or-later
// Exceptions in the middle of straight-line code. An instruction that faults counts when it is
// attempted, and again when it is attempted again.
#include "guest.h"

#define NO_MEMORY 0x60000000

_start:
	adr	x3, table
	msr	vbar_el2, x3
	isb
	selftest
	ldr	x9, =NO_MEMORY
	adr	x8, data

	cell_begin 0, 106
	// stream: cell 0 106

	// A load that a bus error answers, skipped: 2, itself, the handler's 6, 2.
	begin
	mov	x3, #1
	mov	x4, #1
	ldr	x5, [x9]
	mov	x6, #1
	mov	x7, #1
	end
	// stream: w clean 0 0 12 0 0 0

	// A misaligned load (all memory is a device's while the MMU is off), skipped: the same.
	begin
	mov	x3, #1
	mov	x4, #1
	ldur	x5, [x8, #1]
	mov	x6, #1
	mov	x7, #1
	end
	// stream: w clean 0 0 12 0 0 0

	// A store and a pair: 5 and two handlers.
	begin
	mov	x3, #1
	str	x3, [x9]
	mov	x4, #1
	ldp	x5, x6, [x9]
	mov	x7, #1
	end
	// stream: w clean 0 0 18 0 0 0

	// Undefined and a breakpoint: 5 and two handlers.
	begin
	mov	x3, #1
	udf	#0
	mov	x4, #1
	brk	#0
	mov	x5, #1
	end
	// stream: w clean 0 0 18 0 0 0

	// A load repaired and attempted again: 2, itself, the handler's 4, itself, 2.
	mov	x12, #1
	begin
	mov	x3, #1
	mov	x4, #1
	ldr	x5, [x9]
	mov	x6, #1
	mov	x7, #1
	end
	// stream: w clean 0 0 11 0 0 0
	mov	x12, #0

	// Both kinds in a block that is translated already, a hundred times: 3 and a handler.
	mov	x20, #100
1:	ldr	x9, =NO_MEMORY
	begin
	mov	x3, #1
	ldr	x5, [x9]
	mov	x4, #1
	end
	sub	x20, x20, #1
	cbnz	x20, 1b
	// stream: 100x w clean 0 0 10 0 0 0

	// From a block that only the fault leaves, to itself: 7 rounds of 5 and a handler.
	ldr	x9, =NO_MEMORY
	begin
	mov	x3, #7
2:	sub	x3, x3, #1
	mov	x4, #1
	ldr	x5, [x9]
	mov	x6, #1
	cbnz	x3, 2b
	end
	// stream: w clean 0 0 79 0 0 0
	cell_end 0, 106
	// stream: cell-end 0 106
	done
	// stream: done
	power_off

	vectors table, fault, stuck, stuck, stuck
// With the branch to it: 6 to skip what faulted, 4 to repair it.
fault:	cbnz	x12, repair
	mrs	x10, elr_el2
	add	x10, x10, #4
	msr	elr_el2, x10
	eret
repair:	adr	x9, data
	eret

	.balign	16
data:	.quad 0, 0
