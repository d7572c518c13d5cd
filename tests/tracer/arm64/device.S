// SPDX-License-Identifier: GPL-2.0-or-later
// Accesses to a device in the middle of a block: the emulator abandons the block there and makes
// the access again in another one.
#include "guest.h"

_start:
	selftest
	ldr	x9, =GICD
	cell_begin 0, 104
	// stream: cell 0 104

	// One read: 5.
	begin
	mov	x3, #1
	mov	x4, #1
	ldr	w5, [x9, #4]
	mov	x6, #1
	mov	x7, #1
	end
	// stream: w clean 0 0 6 0 0 0

	// Two reads and a write of what was read, one after the other and apart: 6.
	begin
	ldr	w5, [x9, #4]
	ldr	w6, [x9, #8]
	mov	x7, #1
	ldr	w5, [x9]
	str	w5, [x9]
	mov	x7, #1
	end
	// stream: w clean 0 0 7 0 0 0

	// With the address written back: 4.
	mov	x8, x9
	begin
	mov	x3, #1
	ldr	w5, [x8], #4
	ldr	w5, [x8], #4
	mov	x7, #1
	end
	// stream: w clean 0 0 5 0 0 0

	// A loop of 10 rounds of 5, after 1.
	begin
	mov	x3, #10
1:	mov	x4, #1
	ldr	w5, [x9, #4]
	mov	x6, #1
	sub	x3, x3, #1
	cbnz	x3, 1b
	end
	// stream: w clean 0 0 52 0 0 0

	// The same block a hundred times, once on a device and once on memory.
	mov	x20, #50
2:	mov	x8, x9
	bl	window
	adr	x8, data
	bl	window
	sub	x20, x20, #1
	cbnz	x20, 2b
	cell_end 0, 104
	// stream: 100x w clean 0 0 5 0 0 0
	// stream: cell-end 0 104
	done
	// stream: done
	power_off

window:	begin
	mov	x3, #1
	mov	x4, #1
	ldr	w5, [x8]
	mov	x6, #1
	end
	ret

	.balign	8
data:	.quad 0
