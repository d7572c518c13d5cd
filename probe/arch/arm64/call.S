/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calls to firmware or hypervisor by the SMC Calling Convention (Arm DEN 0028): arguments and
 * results in x0 to x3, x4 to x17 may be lost.
 */

	.macro	call name, instruction
	.globl	arm64_\name
arm64_\name:
	stp	x0, x30, [sp, #-16]!
	mov	x4, x0
	ldp	x0, x1, [x4]
	ldp	x2, x3, [x4, #16]
	.globl	arm64_\name\()_instruction
arm64_\name\()_instruction:
	\instruction	#0
	ldr	x4, [sp]
	stp	x0, x1, [x4]
	stp	x2, x3, [x4, #16]
	ldp	x0, x30, [sp], #16
	ret
	.endm

	.text
	call	hvc, hvc
	call	smc, smc
