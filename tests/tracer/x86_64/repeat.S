// SPDX-License-Identifier: GPL-2.0-or-later
// An instruction that repeats itself counts when it is begun, and when the CPU comes back to it.
#include "guest.h"

#define VERSION APIC + 0x30
#define VECTOR 0x50

main:	gate	14, page_fault
	gate	VECTOR, interrupt
	mov	$APIC, %r15d
	movl	$0x1ff, 0xf0(%r15)	// enabled
	movl	$0xb, 0x3e0(%r15)	// a tick is a nanosecond
	movl	$VECTOR, 0x320(%r15)
	selftest

	cell_begin 0, 115
	// stream: cell 0 115

	// In the middle of a block: 6.
	begin
	mov	$5, %ecx
	mov	$from, %esi
	mov	$to, %edi
	rep movsb
	nop
	nop
	end
	// stream: w clean 0 0 0 7 0 0

	// Not even once: 4.
	begin
	xor	%ecx, %ecx
	mov	$to, %edi
	rep stosq
	nop
	end
	// stream: w clean 0 0 0 5 0 0

	// Until a difference, and until none: 8.
	begin
	mov	$16, %ecx
	mov	$from, %esi
	mov	$from + 1, %edi
	repe cmpsb
	mov	$16, %ecx
	mov	$from, %edi
	xor	%eax, %eax
	repne scasb
	end
	// stream: w clean 0 0 0 9 0 0

	// First of its block, and one after the other: 7.
	begin
	mov	$3, %ecx
	mov	$to, %edi
	jmp	1f
1:	rep stosb
	mov	$3, %ecx
	jmp	2f
2:	rep stosl
	rep stosb
	end
	// stream: w clean 0 0 0 9 0 0

	// In a block that is translated already, with one round, none or many: 4.
	mov	$100, %r12d
3:	lea	-1(%r12), %ecx
	begin
	mov	$from, %esi
	mov	$to, %edi
	rep movsb
	nop
	end
	dec	%r12d
	jnz	3b
	// stream: 100x w clean 0 0 0 5 0 0

	// A fault at its third round: 4, the handler's 4, itself.
	no_memory
	begin
	mov	$4, %ecx
	mov	$NO_MEMORY - 16, %edi
	rep stosq
	nop
	end
	// stream: w clean 0 0 0 10 0 0

	// At its first one: the same.
	no_memory
	begin
	mov	$4, %ecx
	mov	$NO_MEMORY, %edi
	rep stosq
	nop
	end
	// stream: w clean 0 0 0 10 0 0

	// At its last one, first of its block: the same and a jump.
	no_memory
	begin
	mov	$3, %ecx
	mov	$NO_MEMORY - 16, %edi
	jmp	4f
4:	rep stosq
	nop
	end
	// stream: w clean 0 0 0 11 0 0

	// Before one in the same block: 4 and the faulting one again, a handler.
	no_memory
	begin
	mov	$to, %edi
	mov	$4, %ecx
	mov	NO_MEMORY, %al
	rep stosb
	end
	// stream: w clean 0 0 0 10 0 0

	// An interrupt in the middle: 6, the handler's 2, itself.
	mov	$100000, %ecx
	mov	$NO_MEMORY, %edi
	sti
	begin
	movl	$5000, 0x380(%r15)
	nop
	rep stosb
	nop
	end
	cli
	// stream: w mixed 0 0 0 8 0 0

	// From a device: 3.
	begin
	mov	$3, %ecx
	mov	$VERSION, %esi
	rep lodsl
	end
	// stream: w clean 0 0 0 4 0 0

	// Returned to as if it had been interrupted, which it had not: 6, and one once more begun: 2.
	mov	%rsp, %rbp
	begin
	mov	$3, %ecx
	mov	$to, %edi
	push	$KERNEL_DATA
	push	%rbp
	push	$0x10002		// RF
	push	$KERNEL_CODE
	push	$5f
	iretq
5:	rep stosb
	mov	$3, %ecx
	rep stosb
	end
	// stream: w clean 0 0 0 12 0 0

	// The same to another instruction.
	begin
	mov	$3, %ecx
	mov	$to, %edi
	push	$KERNEL_DATA
	push	%rbp
	push	$0x10002
	push	$KERNEL_CODE
	push	$6f
	iretq
6:	nop
	rep stosb
	jmp	7f
7:	mov	$3, %ecx
	rep stosb
	end
	// stream: w clean 0 0 0 14 0 0

	// To ports, and without a prefix: 5.
	begin
	mov	$2, %ecx
	mov	$0x80, %edx
	mov	$from, %esi
	rep outsb
	movsb
	end
	// stream: w clean 0 0 0 6 0 0

	// Twice from one place, with nothing but a jump between: 6.
	mov	$to, %edi
	mov	$2, %ebx
	mov	$3, %ecx
	begin
8:	rep stosb
	dec	%ebx
	jnz	8b
	end
	// stream: w clean 0 0 0 7 0 0

	// By the page's end, across it.
	mov	$to, %edi
	mov	$3, %ecx
	begin
	jmp	9f
	.balign	4096
	.skip	4096 - 2
9:	nop
	rep stosb
	end
	// stream: w clean 0 0 0 4 0 0
	cell_end 0, 115
	done
	// stream: cell-end 0 115
	// stream: done
	power_off

// Gives the page back: 4.
page_fault:
	some_memory
	nop
	add	$8, %rsp
	iretq
interrupt:
	movl	$0, 0xb0(%r15)
	iretq

	.data
from:	.byte	1, 1, 1, 1, 2, 3, 4, 0
	.skip	256
	.bss
to:	.skip	4096
	.text
