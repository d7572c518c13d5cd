// SPDX-License-Identifier: GPL-2.0-or-later
// The receiver waits for interrupts: with interrupts masked it goes on after its WFI, and takes the
// interrupt later or never; with interrupts unmasked its handler comes first. A receiver that has
// waited once and is busy again is not one that waits.
// options: -smp 2
#include "guest.h"
#include "smp.h"

#define WINDOWS 10

.macro send_windows count
	mov	x20, #\count
1:	let_other_run
	begin
	nop
	send	x21
	let_other_run
	sub	x20, x20, #1
	cbnz	x20, 1b
.endm

_start:
	cpu_begins 0, smp_table
	adr	x18, handle_end
	msr	daifclr, #2
	start_other other
	await	1
	selftest
	// The first wait began before the first marker: nobody has seen it.
	ldr	x21, =SGI(1, 1)
	let_other_run
	send	x21

	// 2, and after WFI nop, nop and the end.
	cell_begin 0, WINDOWS
	// stream: cell 0 10
	send_windows WINDOWS
	cell_end 0, WINDOWS
	// stream: 10x w clean 0 0 2 0 0 0 1 0 3 0 0 0
	// stream: cell-end 0 10

	// 2, and after WFI nop, to unmask, the handler's 5, nop and the end: its interrupt is the
	// message's, and no noise.
	cell_begin 1, WINDOWS
	// stream: cell 1 10
	pass
	send_windows WINDOWS
	cell_end 1, WINDOWS
	// stream: 10x w clean 0 0 2 0 0 0 1 0 9 0 0 0
	// stream: cell-end 1 10

	// 2, and the handler's 3.
	cell_begin 2, WINDOWS
	// stream: cell 2 10
	pass
	send_windows WINDOWS
	cell_end 2, WINDOWS
	// stream: 10x w clean 0 0 2 0 0 0 1 0 3 0 0 0
	// stream: cell-end 2 10

	// Busy after its wait, in a loop that ends by its handler: 2 and 3.
	cell_begin 3, 1
	// stream: cell 3 1
	pass
	let_other_run
	send	x21
	let_other_run
	begin
	nop
	send	x21
	let_other_run
	cell_end 3, 1
	// stream: w clean 0 0 2 0 0 0 1 0 3 0 0 0
	// stream: cell-end 3 1
	done
	// stream: done
	power_off

other:	cpu_begins 1, smp_table
	pass
	wfi
	complete
	mov	x20, #WINDOWS
1:	wfi
	nop
	nop
	end
	complete
	sub	x20, x20, #1
	cbnz	x20, 1b

	await	2
	adr	x18, handle_only
	mov	x20, #WINDOWS
1:	wfi
	nop
	msr	daifclr, #2
	nop
	end
	msr	daifset, #2
	sub	x20, x20, #1
	cbnz	x20, 1b

	await	3
	adr	x18, handle_end
	msr	daifclr, #2
	mov	x20, #WINDOWS
1:	wfi
	sub	x20, x20, #1
	cbnz	x20, 1b

	await	4
	msr	daifset, #2
	wfi
	complete
	msr	daifclr, #2
2:	yield
	nop
	b	2b
