/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tracer's self-test: every instruction between its markers is counted when this is assembled,
 * by the word before it. A load that faults in the middle of straight-line code has a handler of
 * exactly three instructions, which steps over it; an access to the interrupt controller leaves the
 * middle of another stretch for the hypervisor, which counts as nothing in this world. A tracer that
 * counts blocks instead of instructions gets both wrong. The controller is a page of memory or an
 * MSR, so there are two of everything.
 */

#include "probe/arch/x86_64/marker.h"

	.set	counted, 1 /* the window's own (markers.h) */

	.macro	count instruction:vararg
	\instruction
	.set	counted, counted + 1
	.endm

	/* Loads and stores may end a tracer's segment as well, so some are among the rest. */
	.macro	straight_line
	count	addq	$1, %r9
	count	xorq	%r9, %r10
	count	leaq	(%r10, %r9, 8), %r11
	count	movq	%r11, scratch(%rip)
	count	movzbl	%r11b, %r8d
	count	addq	scratch(%rip), %r8
	count	pushq	%r8
	count	shrq	$7, %r9
	count	popq	%r10
	count	imulq	%r10, %r9
	.endm

	.section .text.selftest, "ax"

	.macro	selftest name, access:vararg
	.globl	\name
\name:
	marker	WS_MARKER_BEGIN
	straight_line
	straight_line
\name\()_load:
	count	movq	(%rdi), %rax
\name\()_loaded:
	straight_line
	straight_line
	count	\access
	straight_line
	marker	WS_MARKER_END
	ret
	.endm

/* RDI: an address that faults; RSI: a register of the interrupt controller. */
	selftest selftest_xapic, movl (%rsi), %eax

	.set	counted_xapic, counted
	.set	counted, 1

/* RDI: the same; RCX: the MSR, which the caller's fourth argument is. */
	selftest selftest_x2apic, rdmsr

	.if	counted != counted_xapic
	.error	"the two have one count"
	.endif

/* The error code goes, and the load is as long in both. */
	.globl	vector_selftest
	.balign	16
vector_selftest:
	count	addq	$(selftest_xapic_loaded - selftest_xapic_load), 8(%rsp)
	count	addq	$8, %rsp
	count	iretq

	.section .rodata.selftest, "a"
	.globl	selftest_count
	.balign	8
selftest_count:
	.quad	counted

	.section .bss.selftest, "aw", @nobits
	.balign	8
scratch:
	.skip	8
