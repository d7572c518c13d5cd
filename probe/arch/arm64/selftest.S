/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tracer's self-test: every instruction between its markers is known when this is assembled. A
 * load that faults in the middle of straight-line code has a handler of exactly four instructions,
 * which steps over it; a load from the emulated interrupt controller leaves the middle of another
 * stretch for the hypervisor, which counts as nothing in this world. A tracer that counts blocks
 * instead of instructions gets both wrong.
 */

#include <worldswitch/markers.h>

	.section .text.selftest, "ax"

	/* Loads and stores may end a tracer's segment as well, so some are among the rest. */
	.macro	straight_line
	add	x9, x9, #1
	eor	x10, x9, x10
	add	x11, x10, x9, lsl #3
	str	x11, [sp, #-16]
	and	x12, x11, #0xff
	ldr	x13, [sp, #-16]
	orr	x14, x13, x12
	sub	x9, x14, x9
	lsr	x10, x9, #7
	madd	x11, x10, x9, x12
	.endm

/* x0: an address that faults; x1: a register of the interrupt controller. */
	.globl	selftest_code
selftest_code:
	hint	#WS_MARKER_BEGIN
selftest_begin:
	straight_line
	straight_line
	ldr	x15, [x0]
	straight_line
	straight_line
	ldr	w15, [x1]
	straight_line
selftest_end:
	hint	#WS_MARKER_END
	ret

/* The handler's four instructions; all other vectors of this table lead to the general ones. */
	.balign	2048
	.globl	selftest_vectors
selftest_vectors:
	.irp	number, 0, 1, 2, 3
	.balign	128
	b	vectors + \number * 128
	.endr
	.balign	128
selftest_handler_begin:
	mrs	x16, elr_el1
	add	x16, x16, #4
	msr	elr_el1, x16
	eret
selftest_handler_end:
	.irp	number, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	.balign	128
	b	vectors + \number * 128
	.endr

	/* In instructions; the last 1 is the window's own (markers.h). */
	.globl	selftest_count
	.balign	8
selftest_count:
	.quad	(selftest_end - selftest_begin) / 4 + \
		(selftest_handler_end - selftest_handler_begin) / 4 + 1
