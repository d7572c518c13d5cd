// SPDX-License-Identifier: GPL-2.0-or-later
// Branch targets in a guarded page: there an addition may fault, when an indirect branch led to it.
// options: -cpu max
#include "guest.h"

#define BLOCK_DEVICE  0x401	       /* 1 GiB, accessed, memory type 0 */
#define BLOCK_GUARDED 0x0004000040000705 /* at 1 GiB, memory type 1, guarded page */

_start:
	adr	x3, table
	msr	vbar_el2, x3
	ldr	x3, =0xff00		// MAIR: type 0 device, type 1 normal
	msr	mair_el2, x3
	ldr	x3, =0x80823519		// TCR: 39 bits, 4 KiB, cached
	msr	tcr_el2, x3
	adrp	x3, tables
	msr	ttbr0_el2, x3
	isb
	mrs	x3, sctlr_el2
	orr	x3, x3, #1
	msr	sctlr_el2, x3
	isb
	selftest

	adr	x9, target
	cell_begin 0, 3
	// stream: cell 0 3

	// A direct branch: 2, the 3 there, 1.
	adr	x17, 1f
	begin
	mov	x4, #1
	b	target
1:	bti	c
	end
	// stream: w clean 0 0 7 0 0 0

	// An indirect one: 2, one attempt, the handler's 5, 3, 1.
	.rept	2
	adr	x17, 2f
	begin
	mov	x4, #1
	br	x9
2:	bti	c
	end
	.endr
	// stream: w clean 0 0 13 0 0 0
	// stream: w clean 0 0 13 0 0 0
	cell_end 0, 3
	// stream: cell-end 0 3
	done
	// stream: done
	power_off

target:	add	x4, x4, #1
	add	x4, x4, #1
	br	x17

	vectors table, fault, stuck, stuck, stuck
// With the branch to it 5: the same instruction again, as if it had come there directly.
fault:	mrs	x10, spsr_el2
	and	x10, x10, #~0xc00
	msr	spsr_el2, x10
	eret

	.balign	4096
tables:	.quad	BLOCK_DEVICE, BLOCK_GUARDED
