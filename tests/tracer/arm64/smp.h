/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What guests with two CPUs and GICv3 share: the set-up of each, and handlers of interrupts. */
#include "turns.h"

#define HCR_HYP (HCR_RW | HCR_IMO)
#define SGI(number, cpu) (((number) << 24) | (1 << (cpu)))
#define SGI_TIMER 26 /* the hypervisor's physical timer */

/* What every CPU does first: vectors, interrupts to EL2 (masked still). */
.macro cpu_begins number, vectors
	adr	x3, \vectors
	msr	vbar_el2, x3
	ldr	x3, =HCR_HYP
	msr	hcr_el2, x3
	isb
	.if	\number == 0
	ldr	x9, =GICD
	mov	w3, #0x12	// affinity routing, group 1
	str	w3, [x9]
	.endif
	ldr	x9, =GICR + \number * 0x20000
	str	wzr, [x9, #0x14]	// awake
.Lasleep\@:
	ldr	w3, [x9, #0x14]
	tbnz	w3, #2, .Lasleep\@
	add	x9, x9, #0x10000
	mov	w3, #-1
	str	w3, [x9, #0x80]		// all in group 1
	ldr	w3, =0xffff | 1 << SGI_TIMER
	str	w3, [x9, #0x100]	// enabled
	ldr	w3, =0x80808080
	str	w3, [x9, #0x400]	// SGI 0 to 3 give way to the timer
	mov	x3, #0xff
	msr	s3_0_c4_c6_0, x3	// ICC_PMR_EL1
	mov	x3, #1
	msr	s3_0_c12_c12_7, x3	// ICC_IGRPEN1_EL1
	isb
.endm

.macro send register
	msr	s3_0_c12_c11_5, \register	// ICC_SGI1R_EL1
.endm

/* Two instructions: take the interrupt and be done with it. */
.macro complete
	mrs	x13, s3_0_c12_c12_0	// ICC_IAR1_EL1
	msr	s3_0_c12_c12_1, x13	// ICC_EOIR1_EL1
.endm

/* Both CPUs' handlers are where their x18 says: two instructions to get there. */
	vectors smp_table, stuck, smp_irq, stuck, stuck
smp_irq:
	br	x18
/* Ends the window as its third instruction. */
handle_end:
	end
	complete
	eret
/* Answers: with what is in x17, as its third instruction. */
handle_answer:
	send	x17
	complete
	eret
/* Takes the interrupt, and nothing else: 5 in all. */
handle_only:
	complete
	eret
