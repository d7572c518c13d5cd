// SPDX-License-Identifier: GPL-2.0-or-later
// Instructions that cannot leave their block, in runs of their own and around those that can; and
// look-alikes of markers.
#include "guest.h"

main:	selftest

	cell_begin 0, 106
	// stream: cell 0 106

	// Nothing.
	begin
	end
	// stream: w clean 0 0 0 1 0 0

	// One of each kind that a segment may hold: 40.
	begin
	add	%rax, %rbx
	or	$1, %al
	adc	$0x12345678, %eax
	sbb	%cl, %ch
	and	$1, %r9
	sub	$0x1234, %ax
	xor	%r8d, %r8d
	cmp	$0x12345678, %r10
	imul	$3, %rbx, %rcx
	imul	%ecx, %ebx
	test	%eax, %eax
	test	$1, %cl
	test	$0x1234, %cx
	xchg	%rax, %rbx
	xchg	%cl, %bl
	mov	%rax, %r11
	mov	$1, %bl
	mov	$0x1234, %cx
	mov	$1, %ecx
	movabs	$0x123456789abcdef, %rcx
	mov	$-1, %rcx
	lea	0x1234(%rax, %rbx, 8), %rdx
	lea	(%rip), %rdx
	nop
	nopw	%cs:0x0(%rax, %rax, 1)
	cltq
	cqto
	shl	$3, %rcx
	shr	%rcx
	sar	%cl, %rax
	not	%rcx
	neg	%cl
	mul	%rcx
	inc	%rcx
	dec	%cl
	cmovz	%rax, %rcx
	setc	%r9b
	bt	$3, %rcx
	movzbl	%cl, %ecx
	bswap	%rcx
	end
	// stream: w clean 0 0 0 41 0 0

	// With accesses to memory, calls and branches between: 11.
	begin
	mov	$1, %ecx
	push	%rcx
	mov	(%rsp), %rdx
	add	$1, %rdx
	mov	%rdx, (%rsp)
	pop	%rcx
	call	1f
	jmp	2f
1:	nop
	ret
2:	nop
	end
	// stream: w clean 0 0 0 12 0 0

	// Not a marker: another displacement, base, form or prefix. 7.
	begin
	nopl	WS_MARKER_X86 + WS_MARKER_LAST + 1(%rax)
	nopl	WS_MARKER_X86 + WS_MARKER_FIRST - 1(%rax)
	nopl	WS_MARKER_X86 + WS_MARKER_END(%rcx)
	nopl	WS_MARKER_X86 + WS_MARKER_END(%rax, %rcx, 1)
	nopw	WS_MARKER_X86 + WS_MARKER_END(%rax)
	nopl	%ds:WS_MARKER_X86 + WS_MARKER_END
	mov	$WS_MARKER_X86 + WS_MARKER_END, %ecx
	end
	// stream: w clean 0 0 0 8 0 0

	// An interrupt's shadow makes blocks of one instruction: 6.
	begin
	mov	$KERNEL_DATA, %eax
	mov	%eax, %ss
	nop
	sti
	nop
	cli
	end
	// stream: w clean 0 0 0 7 0 0

	// An instruction across pages, in a run that begins before: 7.
	begin
	jmp	3f
	.balign	4096
	.skip	4096 - 8
3:	nop
	nop
	mov	$1, %eax
	movabs	$0x123456789abcdef, %rcx
	mov	$1, %edx
	nop
	end
	// stream: w clean 0 0 0 8 0 0

	// A loop: 1, a hundred times 3.
	begin
	mov	$100, %ecx
4:	nop
	dec	%ecx
	jnz	4b
	end
	// stream: w clean 0 0 0 302 0 0

	// In a block that is translated already.
	mov	$99, %r12d
5:	begin
	mov	$1, %eax
	mov	(%rsp), %rdx
	mov	$1, %ecx
	end
	dec	%r12d
	jnz	5b
	// stream: 99x w clean 0 0 0 4 0 0
	cell_end 0, 106
	// stream: cell-end 0 106
	done
	// stream: done
	power_off
