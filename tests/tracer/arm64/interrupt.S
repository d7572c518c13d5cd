// SPDX-License-Identifier: GPL-2.0-or-later
// A timer's interrupt that arrives somewhere in a window: the count is that of the loop and of the
// handler, wherever it was.
#include "guest.h"

#define GICR_SGI (GICR + 0x10000)
#define TIMER 26 /* the hypervisor's physical timer */

_start:
	adr	x3, table
	msr	vbar_el2, x3
	ldr	x3, =HCR_RW | HCR_IMO
	msr	hcr_el2, x3
	isb
	bl	interrupts_on
	selftest

	mov	x20, #20
	mov	x21, #2000
	cell_begin 0, 20
	// stream: cell 0 20
1:	mov	x14, #0
	mov	x4, #1
	ldr	x5, =100000
	// 3 to start the timer, 100000 rounds of 2, the handler's 7.
	begin
	msr	cnthp_tval_el2, x21
	msr	cnthp_ctl_el2, x4
	isb
2:	sub	x5, x5, #1
	cbnz	x5, 2b
	end
	cmp	x14, #1
	b.ne	stuck
	sub	x21, x21, #37
	sub	x20, x20, #1
	cbnz	x20, 1b
	// stream: 20x w mixed 0 0 200011 0 0 0
	cell_end 0, 20
	// stream: cell-end 0 20
	done
	// stream: done
	power_off

interrupts_on:
	ldr	x9, =GICD
	mov	w3, #0x12	// affinity routing, group 1
	str	w3, [x9]
	ldr	x9, =GICR
	str	wzr, [x9, #0x14]	// awake
1:	ldr	w3, [x9, #0x14]
	tbnz	w3, #2, 1b
	ldr	x9, =GICR_SGI
	mov	w3, #-1
	str	w3, [x9, #0x80]		// all in group 1
	mov	w3, #1 << TIMER
	str	w3, [x9, #0x100]	// enabled
	mov	x3, #0xff
	msr	s3_0_c4_c6_0, x3	// ICC_PMR_EL1
	mov	x3, #1
	msr	s3_0_c12_c12_7, x3	// ICC_IGRPEN1_EL1
	isb
	msr	daifclr, #2
	ret

	vectors table, stuck, irq, stuck, stuck
// With the branch to it: 7.
irq:	mrs	x13, s3_0_c12_c12_0	// ICC_IAR1_EL1
	msr	cnthp_ctl_el2, xzr
	isb
	msr	s3_0_c12_c12_1, x13	// ICC_EOIR1_EL1
	add	x14, x14, #1
	eret
