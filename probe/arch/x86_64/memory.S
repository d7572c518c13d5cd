/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What compilers call without being asked: structures are copied and cleared by these. */

	.text
	.globl	memcpy
memcpy:
	movq	%rdi, %rax
	movq	%rdx, %rcx
	rep movsb
	ret

	.globl	memset
memset:
	movq	%rdi, %r8
	movl	%esi, %eax
	movq	%rdx, %rcx
	rep stosb
	movq	%r8, %rax
	ret
