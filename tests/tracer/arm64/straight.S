// SPDX-License-Identifier: GPL-2.0-or-later
// Code that nothing interrupts: the counts are those of the source.
#include "guest.h"

_start:
	selftest

	cell_begin 0, 7
	// Nothing: the markers' own cost.
	begin
	end
	// stream: cell 0 7
	// stream: w clean 0 0 1 0 0 0

	// Straight-line code of every kind that a segment may hold: 12.
	begin
	mov	x3, #1
	add	x4, x3, #2
	sub	x5, x4, x3, lsl #1
	and	x6, x5, #0xff
	orr	x6, x6, x5
	udiv	x7, x6, x3
	madd	x8, x7, x6, x5
	csel	x9, x8, x7, eq
	ccmp	x9, #1, #0, ne
	ubfx	x9, x8, #3, #4
	rev	x9, x9
	nop
	end
	// stream: w clean 0 0 13 0 0 0

	// Loads, stores, barriers and system registers between them: 9.
	begin
	adr	x3, data
	ldr	x4, [x3]
	add	x4, x4, #1
	str	x4, [x3]
	dmb	sy
	mrs	x5, midr_el1
	mov	x6, x5
	isb
	mov	x7, x6
	end
	// stream: w clean 0 0 10 0 0 0

	// Branches, taken and not: cmp, b.ne, cbz, b, add: 5.
	begin
	cmp	x0, x0
	b.ne	stuck
	cbz	xzr, 1f
	b	stuck
1:	b	2f
	b	stuck
2:	add	x3, x3, #1
	end
	// stream: w clean 0 0 6 0 0 0

	// A loop of 1000 rounds of 3, after 1: 3001.
	begin
	mov	x3, #1000
1:	nop
	sub	x3, x3, #1
	cbnz	x3, 1b
	end
	// stream: w clean 0 0 3002 0 0 0

	// A call and its return: 4.
	begin
	bl	function
	nop
	end
	// stream: w clean 0 0 5 0 0 0

	// Across the end of a page: 2 to get there, 40 straight on, 2 to get back.
	begin
	adr	x3, crossing
	blr	x3
	nop
	end
	// stream: w clean 0 0 45 0 0 0
	cell_end 0, 7
	// stream: cell-end 0 7

	// A thousand windows, each of 2.
	ldr	x20, =1000
	cell_begin 1, 1000
1:	begin
	mov	x3, #1
	mov	x4, #1
	end
	sub	x20, x20, #1
	cbnz	x20, 1b
	cell_end 1, 1000
	// stream: cell 1 1000
	// stream: 1000x w clean 0 0 3 0 0 0
	// stream: cell-end 1 1000
	done
	// stream: done
	power_off

function:
	mov	x3, #1
	ret

	.ltorg
	.balign	4096
	.skip	4096 - 20 * 4
crossing:
	.rept	40
	add	x3, x3, #1
	.endr
	ret
	.balign 8
data:	.quad 0
