/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where exceptions and interrupts are entered (AMD64 Architecture Programmer's Manual, volume 2,
 * 8.9). The probe expects no exception at all. Some push an error code; the others get a 0 there, so
 * that all frames are alike.
 */

#include "probe/arch/x86_64/marker.h"

#define FRAME_FLAGS 16   /* RFLAGS in what an interrupt pushes */
#define FRAME_IF    0x02 /* IF in its second byte */

	.macro	vector number, pushed=1
	.balign	16
	.if	\pushed
	pushq	$0
	.endif
	pushq	$\number
	jmp	exception
	.endm

	.section .text.vectors, "ax"
	.balign	16
	.globl	vector_entries
vector_entries:
	.irp	number, 0, 1, 2, 3, 4, 5, 6, 7
	vector	\number
	.endr
	vector	8, 0
	vector	9
	.irp	number, 10, 11, 12, 13, 14
	vector	\number, 0
	.endr
	.irp	number, 15, 16
	vector	\number
	.endr
	vector	17, 0
	.irp	number, 18, 19, 20
	vector	\number
	.endr
	vector	21, 0
	.irp	number, 22, 23, 24, 25, 26, 27, 28
	vector	\number
	.endr
	vector	29, 0
	vector	30, 0
	vector	31
	.globl	vector_stray
	.balign	16
vector_stray:
	pushq	$0
	pushq	$32 /* any interrupt that nobody has asked for */
exception:
	cld
	movq	%rsp, %rdi
	andq	$-16, %rsp
	call	x86_64_exception

	/*
	 * To `handler`, and back to where the interrupt came from. An interrupt that comes while
	 * interrupts are masked is none: QEMU's VMRUN leaves the vector that it injects behind, and
	 * delivers it again when the emulated CPU's turn ends before the guest's next exit
	 * (target/i386/tcg/system/svm_helper.c, SVM_EVTINJ_TYPE_INTR: exception_index stays). Within
	 * this handler that is before its end of interrupt, which exits.
	 */
	.macro	handle handler
	testb	$FRAME_IF, FRAME_FLAGS + 1(%rsp)
	jz	1f
	pushq	%rax
	pushq	%rcx
	pushq	%rdx
	pushq	%rsi
	pushq	%rdi
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	cld
	call	\handler
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rdi
	popq	%rsi
	popq	%rdx
	popq	%rcx
	popq	%rax
1:	iretq
	.endm

/* A CPU that is there to be interrupted: the window ends with the first instruction. */
	.globl	vector_receive
	.balign	16
vector_receive:
	marker	WS_MARKER_END
	handle	x86_64_received

/* The same by a clock; one that is none must not end a window either. */
	.globl	vector_timed
	.balign	16
vector_timed:
	pushq	%rax
	pushq	%rdx
	rdtsc
	testb	$FRAME_IF, FRAME_FLAGS + 16 + 1(%rsp)
	jz	1f
	movl	%eax, stopwatch + 8(%rip) /* struct stopwatch's end */
	movl	%edx, stopwatch + 12(%rip)
1:	popq	%rdx
	popq	%rax
	handle	x86_64_received

/* The same interrupts where they are taken outside of windows. */
	.globl	vector_note
	.balign	16
vector_note:
	handle	x86_64_noted

/* The interrupt that a CPU sends itself: it is taken, and its end is somebody else's business. */
	.globl	vector_self
	.balign	16
vector_self:
	incl	x86_64_active(%rip)
	iretq

/* A spurious interrupt is none: it has no end either. */
	.globl	vector_spurious
	.balign	16
vector_spurious:
	iretq
