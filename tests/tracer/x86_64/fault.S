// SPDX-License-Identifier: GPL-2.0-or-later
// Exceptions in the middle of straight-line code. An instruction that faults counts when it is
// attempted, and again when it is attempted again.
#include "guest.h"

main:	gate	0, skip_2
	gate	3, trapped
	gate	6, skip_2
	gate	13, skip_3
	gate	14, page_fault
	no_memory
	mov	$NO_MEMORY, %r9d
	xor	%r12d, %r12d
	selftest
	mov	$NO_MEMORY, %r9d

	cell_begin 0, 107
	// stream: cell 0 107

	// A load from nowhere, skipped: 2, itself, the handler's 5, 2.
	begin
	mov	$1, %eax
	mov	$1, %ebx
	mov	(%r9), %rax
	mov	$1, %eax
	mov	$1, %ebx
	end
	// stream: w clean 0 0 0 11 0 0

	// A load from an address that is none, skipped: the same.
	movabs	$0x8000000000000000, %r9
	begin
	mov	$1, %eax
	mov	$1, %ebx
	mov	(%r9), %rax
	mov	$1, %eax
	mov	$1, %ebx
	end
	// stream: w clean 0 0 0 11 0 0
	mov	$NO_MEMORY, %r9d

	// Undefined, a division by zero and a breakpoint: 6, two handlers of 2 and one of 1.
	begin
	xor	%ecx, %ecx
	ud2
	mov	$1, %eax
	div	%ecx
	mov	$1, %eax
	int3
	end
	// stream: w clean 0 0 0 12 0 0

	// A load repaired and attempted again: 2, itself, the handler's 5, itself, 2.
	mov	$1, %r12d
	begin
	mov	$1, %eax
	mov	$1, %ebx
	mov	(%r9), %rax
	mov	$1, %eax
	mov	$1, %ebx
	end
	// stream: w clean 0 0 0 12 0 0
	xor	%r12d, %r12d

	// A call through a pointer that faults, repaired: itself, 5, itself, what it calls.
	mov	$1, %r12d
	mov	$NO_MEMORY, %r9d
	begin
	call	*(%r9)
	end
	// stream: w clean 0 0 0 9 0 0
	xor	%r12d, %r12d

	// Both kinds in a block that is translated already, a hundred times: 3 and a handler.
	mov	$100, %r13d
1:	mov	$NO_MEMORY, %r9d
	begin
	mov	$1, %eax
	mov	(%r9), %rax
	mov	$1, %eax
	end
	dec	%r13d
	jnz	1b
	// stream: 100x w clean 0 0 0 9 0 0

	// From a block that only the fault leaves, to itself: 1, 7 rounds of 5 and a handler.
	begin
	mov	$7, %ecx
2:	dec	%ecx
	mov	(%r9), %rax
	mov	$1, %eax
	test	%ecx, %ecx
	jnz	2b
	end
	// stream: w clean 0 0 0 72 0 0

	// What cannot be fetched is not executed: a call, and a handler of 5.
	gate	14, fetch_fault
	begin
	call	*%r9
	end
	// stream: w clean 0 0 0 7 0 0
	cell_end 0, 107
	// stream: cell-end 0 107
	done
	// stream: done
	power_off

skip_2:	addq	$2, (%rsp)
trapped:
	iretq

// 5 to skip what faulted, 5 to repair it.
page_fault:
skip_3:	test	%r12d, %r12d
	jnz	repair
	add	$8, %rsp
	addq	$3, (%rsp)
	iretq
repair:	mov	$called, %r9d
	add	$8, %rsp
	iretq

fetch_fault:
	mov	32(%rsp), %rax	// the interrupted stack, with where the call returns to
	pushq	(%rax)
	popq	8(%rsp)
	add	$8, %rsp
	iretq
callee:	ret

	.data
	.balign	8
called:	.quad	callee
	.text
