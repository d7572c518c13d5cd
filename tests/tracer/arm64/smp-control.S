// SPDX-License-Identifier: GPL-2.0-or-later
// A CPU makes the lower levels a guest's while the other waits, and that one wakes before anything
// else is to be seen: what was executed by then is the guest's.
// options: -smp 2
#include "guest.h"
#include "smp.h"

#define EL1H_MASKED 0x3c5
#define WINDOWS 10

_start:
	cpu_begins 0, table
	start_other other
	await	1
	selftest
	// The other's first wait is behind it.
	ldr	x21, =SGI(1, 1)
	let_other_run
	send	x21
	ldr	x22, =HCR_RW
	ldr	x23, =HCR_HYP
	mov	x20, #WINDOWS
	cell_begin 0, WINDOWS
	// stream: cell 0 10
next:	let_other_run
	msr	hcr_el2, x22
	isb
	mov	x3, #EL1H_MASKED
	msr	spsr_el2, x3
	adr	x3, guest
	msr	elr_el2, x3
	nop
	// 4, and 301 and the end.
	begin
	send	x21
	msr	hcr_el2, x23
	isb
	eret
guest:	let_other_run
	end
	hvc	#0
	// stream: 10x w clean 0 302 4 0 0 0

handle_sync:
	sub	x20, x20, #1
	cbnz	x20, next
	cell_end 0, WINDOWS
	// stream: cell-end 0 10
	done
	// stream: done
	power_off

other:	cpu_begins 1, smp_table
	pass
1:	wfi
	complete
	b	1b

	vectors table, stuck, stuck, handle_sync, stuck
