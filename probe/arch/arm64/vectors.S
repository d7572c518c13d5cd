/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The exception vectors (Arm ARM DDI 0487, D1.3.1). The probe expects no exception at all but one:
 * an undefined HVC while it looks for its hypervisor. arm64_exception knows. A receiver of interrupts
 * has a table of its own.
 */

#include <worldswitch/markers.h>

#define FRAME_SIZE 176 /* struct arm64_frame: x0 to x18, x30, and padding to 16 */

	.macro	vector number
	.balign	128
	sub	sp, sp, #FRAME_SIZE
	stp	x0, x1, [sp]
	mov	x0, #\number
	b	exception
	.endm

	.section .text.vectors, "ax"
	.balign	2048
	.globl	vectors
vectors:
	.irp	number, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	vector	\number
	.endr

	/* To `handler`, with the frame in x1, and back to where the exception came from. */
	.macro	handle handler
	stp	x2, x3, [sp, #16]
	stp	x4, x5, [sp, #32]
	stp	x6, x7, [sp, #48]
	stp	x8, x9, [sp, #64]
	stp	x10, x11, [sp, #80]
	stp	x12, x13, [sp, #96]
	stp	x14, x15, [sp, #112]
	stp	x16, x17, [sp, #128]
	stp	x18, x30, [sp, #144]
	mov	x1, sp
	bl	\handler
	ldp	x2, x3, [sp, #16]
	ldp	x4, x5, [sp, #32]
	ldp	x6, x7, [sp, #48]
	ldp	x8, x9, [sp, #64]
	ldp	x10, x11, [sp, #80]
	ldp	x12, x13, [sp, #96]
	ldp	x14, x15, [sp, #112]
	ldp	x16, x17, [sp, #128]
	ldp	x18, x30, [sp, #144]
	ldp	x0, x1, [sp], #FRAME_SIZE
	eret
	.endm

exception:
	handle	arm64_exception

/*
 * The tables of a CPU that is there to be interrupted: the window ends with the first instruction of
 * the interrupt's entry, a marker, or with the first that has a register to read a clock into. An
 * exception's entry is a barrier of its own (D11.1.2). All others of these tables lead to the general
 * ones.
 */
	.macro	table_before name
	.balign	2048
	.globl	\name
\name:
	.irp	number, 0, 1, 2, 3, 4
	.balign	128
	b	vectors + \number * 128
	.endr
	.balign	128
	.endm

	.macro	table_behind
	.irp	number, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	.balign	128
	b	vectors + \number * 128
	.endr
	.endm

	table_before receiver_vectors
	hint	#WS_MARKER_END
	sub	sp, sp, #FRAME_SIZE
	stp	x0, x1, [sp]
	b	received
	table_behind

	.macro	timed_table name, counter
	table_before \name
	sub	sp, sp, #FRAME_SIZE
	stp	x0, x1, [sp]
	mrs	x0, \counter
	adrp	x1, stopwatch
	add	x1, x1, :lo12:stopwatch
	str	x0, [x1, #8]            /* struct stopwatch's end */
	b	received
	table_behind
	.endm

	timed_table cntvct_vectors, cntvct_el0
	timed_table cntpct_vectors, cntpct_el0

received:
	handle	arm64_received
