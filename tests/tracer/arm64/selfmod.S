// SPDX-License-Identifier: GPL-2.0-or-later
// Code that changes: in another page than what changes it, and in its own.
#include "guest.h"

.macro patch offset, encoding
	ldr	w4, =\encoding
	adr	x3, code + \offset
	str	w4, [x3]
	dc	cvau, x3
	dsb	sy
	ic	ivau, x3
	dsb	sy
	isb
.endm

#define NOP_WORD  0xd503201f
#define BRANCH_12 0x14000003 /* b . + 12 */
#define LOAD	  0xb9400123 /* ldr w3, [x9] */

_start:
	selftest
	ldr	x9, =GICD
	cell_begin 0, 7
	// stream: cell 0 7

	// The call, 8 and the return.
	bl	window
	// stream: w clean 0 0 11 0 0 0
	// Two fewer.
	patch 8, BRANCH_12
	bl	window
	// stream: w clean 0 0 9 0 0 0
	// As many as at first, two of them accesses to a device.
	patch 8, LOAD
	patch 20, LOAD
	bl	window
	bl	window
	// stream: w clean 0 0 11 0 0 0
	// stream: w clean 0 0 11 0 0 0
	patch 8, NOP_WORD
	bl	window
	// stream: w clean 0 0 11 0 0 0

	// In the window, in the page that runs: 8 and the call as it was changed.
	begin
	patch 0, BRANCH_12
	bl	code
	end
	// stream: w clean 0 0 17 0 0 0
	begin
	patch 0, NOP_WORD
	bl	code
	end
	// stream: w clean 0 0 19 0 0 0
	cell_end 0, 7
	// stream: cell-end 0 7
	done
	// stream: done
	power_off

window:	mov	x8, x30
	begin
	bl	code
	end
	ret	x8

code:	.rept	8
	nop
	.endr
	ret
