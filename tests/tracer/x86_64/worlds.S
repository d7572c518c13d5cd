// SPDX-License-Identifier: GPL-2.0-or-later
// Who executes: user mode, the kernel, a kernel that is a hypervisor, and what boots.
#include "guest.h"

main:	gate	3, trapped
	gate	4, from_user
	selftest
	mov	%rsp, %rbp

	cell_begin 0, 7
	// stream: cell 0 7

	// To user mode and back: 6, the handler's 5; 3 of the user's.
	begin
	push	$USER_DATA
	push	%rbp
	push	$2
	push	$USER_CODE
	push	$1f
	iretq
1:	nop
	nop
	int	$4
2:	end
	// stream: w clean 0 0 0 12 3 0

	// Markers in user mode, a trap between them: 2 of the user's and the handler's 1.
	push	$USER_DATA
	push	%rbp
	push	$2
	push	$USER_CODE
	push	$3f
	iretq
3:	begin
	nop
	int3
	end
	// stream: w clean 0 0 0 1 3 0
	lea	4f(%rip), %rdx
	int	$4
4:

	// Becomes a hypervisor: 4, 1.
	mov	$MSR_EFER, %ecx
	rdmsr
	mov	%eax, %ebx
	begin
	mov	%ebx, %eax
	or	$EFER_SVME, %eax
	nop
	wrmsr
	nop
	end
	// stream: w clean 0 0 2 4 0 0

	// The user is nobody's guest: 11 and 3.
	lea	6f(%rip), %rdx
	begin
	push	$USER_DATA
	push	%rbp
	push	$2
	push	$USER_CODE
	push	$5f
	iretq
5:	nop
	nop
	int	$4
6:	end
	// stream: w clean 0 0 12 0 3 0

	// And is none any more: 3, 1.
	mov	%ebx, %eax
	mov	$MSR_EFER, %ecx
	xor	%edx, %edx
	begin
	nop
	nop
	wrmsr
	nop
	end
	// stream: w clean 0 0 3 2 0 0

	// 32-bit code in long mode is the kernel's: 4 and 3.
	begin
	pushq	$KERNEL_CODE_32
	pushq	$7f
	nop
	lretq
	.code32
7:	nop
	nop
	ljmp	$KERNEL_CODE, $8f
	.code64
8:	end
	// stream: w clean 0 0 0 8 0 0

	// Out of long mode, and back: 6 of the kernel's until it is off and 4 when it is on again; what
	// is between is firmware: 14.
	begin
	pushq	$KERNEL_CODE_32
	pushq	$9f
	lretq
	.code32
9:	mov	%cr0, %eax
	and	$0x7fffffff, %eax
	mov	%eax, %cr0
	nop
	call	enter_long_mode
	ljmp	$KERNEL_CODE, $10f
	.code64
10:	nop
	end
	// stream: w clean 0 0 0 11 0 14
	cell_end 0, 7
	// stream: cell-end 0 7
	done
	// stream: done
	power_off

trapped:
	iretq
// The user is done: on where RDX says, or behind its instruction.
from_user:
	mov	(%rsp), %rax
	test	%rdx, %rdx
	cmovnz	%rdx, %rax
	mov	%rbp, %rsp
	jmp	*%rax
