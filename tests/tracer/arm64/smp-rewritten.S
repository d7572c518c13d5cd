// SPDX-License-Identifier: GPL-2.0-or-later
// Waits that are written where none was, after the code behind them has run, and waits that are
// overwritten while their CPU waits: where it goes on it is seen all the same.
// options: -smp 2
#include "guest.h"
#include "smp.h"

#define WINDOWS 10
#define WFI 0xd503207f
#define NOP 0xd503201f
#define MOV_X4_X4 0xaa0403e4

.macro write_code at, word
	adr	x10, \at
	ldr	w11, =\word
	str	w11, [x10]
	dsb	sy
	isb
.endm

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
	start_other other
	await	1
	selftest
	ldr	x21, =SGI(1, 1)

	// 2, and after WFI nop, nop and the end.
	pass
	await	3
	write_code written, WFI
	pass
	cell_begin 0, WINDOWS
	// stream: cell 0 10
	send_windows WINDOWS
	cell_end 0, WINDOWS
	// stream: 10x w clean 0 0 2 0 0 0 1 0 3 0 0 0
	// stream: cell-end 0 10

	// The same, once as it stands and once where nothing is left of it but its address.
	pass
	cell_begin 1, 2
	// stream: cell 1 2
	send_windows 1
	let_other_run
	write_code overwritten, NOP
	write_code overwritten + 4, MOV_X4_X4
	send_windows 1
	cell_end 1, 2
	// stream: 2x w clean 0 0 2 0 0 0 1 0 3 0 0 0
	// stream: cell-end 1 2
	done
	// stream: done
	power_off

.macro call to
	adr	x19, .Lback\@
	b	\to
.Lback\@:
.endm

other:	cpu_begins 1, smp_table
	pass
	await	2
	call	written + 4
	pass
	await	4
	mov	x20, #WINDOWS
1:	call	written
	complete
	sub	x20, x20, #1
	cbnz	x20, 1b
	await	5
	call	overwritten
	complete
	call	overwritten
	complete
2:	yield
	b	2b

	.balign	128
written:
	nop
	nop
	nop
	end
	br	x19
	.balign	128
overwritten:
	wfi
	nop
	nop
	end
	br	x19
