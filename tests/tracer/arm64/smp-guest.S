// SPDX-License-Identifier: GPL-2.0-or-later
// A virtual interrupt from one CPU's guest to the other's, as hypervisors make it: the sender's
// access is trapped, the hypervisor interrupts the other CPU, and that one's hypervisor enters its
// guest's handler. Both CPUs run the same code, under values of HCR_EL2 of their own.
// options: -smp 2
#include "guest.h"
#include "smp.h"

#define EL1H_MASKED 0x3c5
#define WINDOWS 20

.macro enter_guest at
	mov	x3, #EL1H_MASKED
	msr	spsr_el2, x3
	adr	x3, \at
	msr	elr_el2, x3
	eret
.endm

_start:
	cpu_begins 0, table
	start_other other
	await	1
	selftest
	ldr	x17, =SGI(1, 1)
	cell_begin 0, WINDOWS
	// stream: cell 0 20
	enter_guest sender

// 2 here, of which the second is trapped, and 6 there; at the other 6, and its guest's 2.
sender:	mov	x20, #WINDOWS
1:	begin
	nop
	msr	s3_0_c12_c11_5, x17
	let_other_run
	sub	x20, x20, #1
	cbnz	x20, 1b
	hvc	#0
	// stream: 20x w clean 0 2 6 0 0 0 1 2 6 0 0 0

handle_sync:
	mrs	x13, esr_el2
	lsr	x13, x13, #26
	cmp	x13, #0x18
	b.ne	finish
	send	x17
	mrs	x13, elr_el2
	add	x13, x13, #4
	msr	elr_el2, x13
	eret
finish:	cell_end 0, WINDOWS
	// stream: cell-end 0 20
	done
	// stream: done
	power_off

other:	cpu_begins 1, table
	pass
	enter_guest receiver
receiver:
	yield
	nop
	b	receiver

// What the guest's handler would be, its second instruction the end.
received:
	nop
	end
	b	receiver

handle_irq:
	complete
	adr	x13, received
	msr	elr_el2, x13
	eret

	vectors table, stuck, stuck, handle_sync, handle_irq
