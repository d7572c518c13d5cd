// SPDX-License-Identifier: GPL-2.0-or-later
// Code in AArch32 state: a window with any in it is not to be trusted, the others are.
#include "guest.h"

#define USER_A32 0x1d0

_start:
	adr	x3, table
	msr	vbar_el2, x3
	ldr	x3, =HCR_RW | HCR_TGE
	msr	hcr_el2, x3
	isb
	selftest

	bl	run_a32
	cell_begin 0, 1
	begin
	nop
	end
	cell_end 0, 1
	// stream: cell 0 1
	// stream: w clean 0 0 2 0 0 0
	// stream: cell-end 0 1

	cell_begin 1, 1
	begin
	bl	run_a32
	end
	cell_end 1, 1
	// stream: cell 1 1
	// stream: cell-bad 1 code ran in a window of which it cannot be told whose it was

	cell_begin 2, 1
	begin
	nop
	end
	cell_end 2, 1
	// stream: cell 2 1
	// stream: w clean 0 0 2 0 0 0
	// stream: cell-end 2 1
	done
	// stream: done
	power_off

run_a32:
	mov	x3, #USER_A32
	msr	spsr_el2, x3
	adr	x3, a32
	msr	elr_el2, x3
	eret

a32:	.word	0xe320f000	// nop
	.word	0xe320f000	// nop
	.word	0xef000000	// svc #0

	vectors table, stuck, stuck, back, stuck
back:	ret
