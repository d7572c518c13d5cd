// SPDX-License-Identifier: GPL-2.0-or-later
// Exception levels, and one piece of EL1 and EL0 code that is a guest's first and the host's then:
// the emulator runs the same translated blocks for both.
#include "guest.h"

#define EL1H_MASKED 0x3c5
#define EL0_MASKED  0x3c0

_start:
	adr	x3, el2_table
	msr	vbar_el2, x3
	adr	x3, el1_table
	msr	vbar_el1, x3
	ldr	x3, =HCR_RW | HCR_IMO
	msr	hcr_el2, x3
	mov	x3, #EL1H_MASKED
	msr	spsr_el2, x3
	adr	x3, el1
	msr	elr_el2, x3
	selftest
	isb
	eret

el1:	cell_begin 0, 20
	// stream: cell 0 20
	mov	x20, #10
1:	bl	measure
	sub	x20, x20, #1
	cbnz	x20, 1b
	// stream: w clean 0 4 3 0 0 0
	// stream: w clean 0 8 0 0 0 0
	// stream: w clean 0 4 3 0 0 0
	// stream: w clean 0 8 0 0 0 0
	// stream: w clean 0 4 3 0 0 0
	// stream: w clean 0 8 0 0 0 0
	// stream: w clean 0 4 3 0 0 0
	// stream: w clean 0 8 0 0 0 0
	// stream: w clean 0 4 3 0 0 0
	// stream: w clean 0 8 0 0 0 0
	// stream: w clean 0 4 3 0 0 0
	// stream: w clean 0 8 0 0 0 0
	// stream: w clean 0 4 3 0 0 0
	// stream: w clean 0 8 0 0 0 0
	// stream: w clean 0 4 3 0 0 0
	// stream: w clean 0 8 0 0 0 0
	// stream: w clean 0 4 3 0 0 0
	// stream: w clean 0 8 0 0 0 0
	// stream: w clean 0 4 3 0 0 0
	// stream: w clean 0 8 0 0 0 0
	cell_end 0, 20
	// stream: cell-end 0 20

	adr	x15, el2_switch
	hvc	#0
	cell_begin 1, 4
	bl	measure
	bl	measure
	cell_end 1, 4
	adr	x15, el2_switch
	hvc	#0
	// stream: cell 1 4
	// stream: w clean 0 0 3 4 0 0
	// stream: w clean 0 0 0 5 3 0
	// stream: w clean 0 0 3 4 0 0
	// stream: w clean 0 0 0 5 3 0
	// stream: cell-end 1 4

	// From the guest to the host's EL1 and back, as split mode does it. Guest: hvc, nop. EL2:
	// twice 7. Host: 2 and its hvc.
	cell_begin 2, 2
	begin
	hvc	#0
	nop
	nop
	hvc	#0
	nop
	end
	// Begun in the guest and ended by the host. Guest: hvc. EL2: 7. Host: 1.
	begin
	hvc	#0
	nop
	end
	cell_end 2, 2
	// stream: cell 2 2
	// stream: w clean 0 3 14 3 0 0
	// stream: w clean 0 1 7 2 0 0
	// stream: cell-end 2 2

	adr	x15, el2_vhe
	hvc	#0

// A call of the hypervisor and one from EL0 to EL1.
measure:
	mov	x19, x15
	adr	x15, el2_return
	// Here nop, hvc, nop; at EL2 3.
	begin
	nop
	hvc	#0
	nop
	end
	adr	x3, el0
	msr	elr_el1, x3
	mov	x3, #EL0_MASKED
	msr	spsr_el1, x3
	adr	x16, 1f
	// At EL1 eret, 2, nop; at EL0 3.
	begin
	eret
1:	nop
	end
	mov	x15, x19
	ret

el0:	nop
	nop
	svc	#0

// With Virtualization Host Extensions EL0 is the host's, and EL2 its kernel.
el2_vhe:
	ldr	x3, =HCR_RW | HCR_TGE | HCR_E2H
	msr	hcr_el2, x3
	isb
	mov	x3, #EL0_MASKED
	msr	spsr_el2, x3
	adr	x3, el0
	msr	elr_el2, x3
	cell_begin 3, 1
	adr	x15, 1f
	// At EL2 eret, 2, nop; at EL0 3.
	begin
	eret
1:	nop
	end
	cell_end 3, 1
	// stream: cell 3 1
	// stream: w clean 0 0 5 0 3 0
	// stream: cell-end 3 1
	done
	// stream: done
	power_off

	vectors el2_table, stuck, stuck, el2_sync, stuck
el2_sync:
	br	x15
// With the branches to them: 3 and 7.
el2_return:
	eret
el2_switch:
	mrs	x17, hcr_el2
	eor	x17, x17, #HCR_IMO
	msr	hcr_el2, x17
	isb
	eret

	vectors el1_table, stuck, stuck, el1_sync, stuck
el1_sync:
	br	x16
