// SPDX-License-Identifier: GPL-2.0-or-later
// Code that ran, and so was translated, before the first marker was seen: it counts as any other.
#include "guest.h"

_start:
	adr	x3, table
	msr	vbar_el2, x3
	isb
	ldr	x9, =GICD
	mov	x20, #1000
1:	bl	work
	svc	#0
	sub	x20, x20, #1
	cbnz	x20, 1b
	b	measured

work:	mov	x3, #3
2:	ldr	w4, [x9, #4]
	add	x4, x4, #1
	sub	x3, x3, #1
	cbnz	x3, 2b
	ret

	vectors table, handler, stuck, stuck, stuck
handler:
	eret

	.ltorg
	.balign	4096
measured:
	selftest
	mov	x20, #100
	cell_begin 0, 100
	// The call, 1, 3 rounds of 4, the return; the call of the handler and its 2.
3:	begin
	bl	work
	svc	#0
	end
	sub	x20, x20, #1
	cbnz	x20, 3b
	cell_end 0, 100
	// stream: cell 0 100
	// stream: 100x w clean 0 0 19 0 0 0
	// stream: cell-end 0 100
	done
	// stream: done
	power_off
