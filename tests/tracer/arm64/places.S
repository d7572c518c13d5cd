// SPDX-License-Identifier: GPL-2.0-or-later
// Places of interest: where a path comes to one for the first time, its stage ends and another of
// the same CPU begins, also in code that was translated before anybody said so.
#include "guest.h"

#define WINDOWS 5

.macro measure number
	cell_begin \number, WINDOWS
	bl	windows
	cell_end \number, WINDOWS
.endm

_start:
	selftest
	measure 0
	// stream: cell 0 5
	// stream: 5x w clean 0 0 13 0 0 0
	// stream: cell-end 0 5

	// None of these is one: no such numbers, somebody else's marker, the inside of a block.
	tell	0, one
	tell	1000, one
	tell	2, inside
	mov	x0, #1
	adr	x1, one
	hint	#WS_MARKER_PLACE
	// Nor is one that is told in a cell.
	cell_begin 1, WINDOWS
	tell	1, one
	bl	windows
	cell_end 1, WINDOWS
	// stream: cell 1 5
	// stream: 5x w clean 0 0 13 0 0 0
	// stream: cell-end 1 5

	// Up to its first time: nop, bl. Then nop, ret, nop, bl, nop, ret, bl; then nop, ret, nop, end.
	tell	1, one
	measure 2
	// stream: cell 2 5
	// stream: 5x w clean 0 0 2 0 0 0 @1 0 0 11 0 0 0
	// stream: cell-end 2 5
	tell	2, two
	measure 3
	// stream: cell 3 5
	// stream: 5x w clean 0 0 2 0 0 0 @1 0 0 7 0 0 0 @2 0 0 4 0 0 0
	// stream: cell-end 3 5
	done
	// stream: done
	power_off

windows:
	mov	x19, x30
	mov	x20, #WINDOWS
1:	begin
	nop
	bl	one
	nop
	bl	one
	bl	two
	nop
	end
	sub	x20, x20, #1
	cbnz	x20, 1b
	ret	x19

	.balign	64
one:	nop
	ret
	.balign	64
two:	nop
inside:	ret
