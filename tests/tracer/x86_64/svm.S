// SPDX-License-Identifier: GPL-2.0-or-later
// A guest entered and left: what it executes is its own from VMRUN until it leaves.
#include "guest.h"
#include "svm.h"

#define VECTOR 0x50

main:	gate	3, trapped
	gate	13, skip_3
	gate	14, page_fault
	gate	VECTOR, interrupt
	mov	$APIC, %r15d
	movl	$0x1ff, 0xf0(%r15)
	movl	$0xb, 0x3e0(%r15)
	movl	$VECTOR, 0x320(%r15)
	selftest
	svm_begins

	cell_begin 0, 117
	// stream: cell 0 117

	// Into the guest and back: 3 and 2 of the hypervisor's, 3 of the guest's.
	guest_begins guest
	begin
	nop
	nop
	vmrun
	nop
	nop
	end
	// stream: w clean 0 3 6 0 0 0

	// The same a hundred times, the instruction that leaves skipped.
	mov	$100, %r12d
	guest_begins endless
1:	begin
	vmrun
	addq	$3, vmcb + VMCB_RIP
	nop
	end
	dec	%r12d
	jnz	1b
	// stream: w clean 0 3 4 0 0 0
	// stream: 99x w clean 0 5 4 0 0 0

	// From the guest to the hypervisor: 3 and 2; and back: 2 and 2.
	guest_begins marking
	vmrun
	nop
	nop
	end
	// stream: w clean 0 3 3 0 0 0
	addq	$3, vmcb + VMCB_RIP
	begin
	nop
	vmrun
	// stream: w clean 0 3 2 0 0 0

	// A guest that cannot begin: 2, 1.
	movl	$0, vmcb + VMCB_ASID
	guest_begins guest
	begin
	nop
	vmrun
	nop
	end
	movl	$1, vmcb + VMCB_ASID
	movl	$V_INTR_MASKING, vmcb + VMCB_INT_CONTROL
	guest_has VMCB_RSP, $guest_stack	// the emulator has saved ours there
	// stream: w clean 0 0 4 0 0 0

	// No page: 1, the handler's 3, 1.
	mov	$vmcb + 8, %eax
	begin
	vmrun
	nop
	end
	// stream: w clean 0 0 6 0 0 0

	// The guest's exceptions are its own: 1, 4 and the handler's 1; 1.
	guest_begins breaking
	begin
	vmrun
	nop
	end
	// stream: w clean 0 5 3 0 0 0

	// A guest that would have one itself does not get it: 1, 2, 1.
	guest_begins nested
	begin
	vmrun
	nop
	end
	// stream: w clean 0 2 3 0 0 0

	// A guest at the instruction behind VMRUN is one still: 1, 1 and 2; 1 and 1.
	guest_begins behind
	begin
	vmrun
behind:	nop
	cmp	$guest_stack, %rsp
	je	2f
	end
	jmp	3f
2:	vmmcall
3:
	// stream: w clean 0 4 5 0 0 0

	// An interrupt leaves a guest that repeats itself; it goes on with what it was at:
	// 3 and itself once more, 2; 4, the handler's 2, 5.
	guest_begins repeating
	clgi
	sti
	movl	$5000, 0x380(%r15)
	begin
	vmrun
	cmpl	$EXIT_INTR, vmcb + VMCB_EXIT_CODE
	jne	.
	stgi
	cli
	clgi
	vmrun
	nop
	end
	// stream: w mixed 0 6 11 0 0 0

	// A guest's fault in one: the guest's own, 2, itself, 4, itself, 1.
	no_memory
	guest_begins writing
	begin
	vmrun
	nop
	end
	// stream: w clean 0 9 3 0 0 0

	// By the end of a page: what follows is on the next.
	guest_begins guest
	begin
	jmp	4f
	.balign	4096
	.skip	4096 - 4
4:	nop
	vmrun
	nop
	end
	// stream: w clean 0 3 5 0 0 0

	// The same over the end: VMRUN is on two pages.
	guest_begins guest
	begin
	jmp	5f
	.balign	4096
	.skip	4096 - 3
5:	nop
	vmrun
	nop
	end
	// stream: w clean 0 3 5 0 0 0

	// VMRUN by a REX prefix is VMRUN.
	guest_begins guest
	begin
	rex.W vmrun
	nop
	end
	// stream: w clean 0 3 3 0 0 0
	cell_end 0, 113
	done
	// stream: cell-end 0 113
	// stream: done
	power_off

guest:	nop
	nop
	vmmcall
endless:
	nop
	nop
	vmmcall
	nop
	jmp	endless
marking:
	begin
	nop
	nop
	vmmcall
	nop
	nop
	end
	vmmcall
breaking:
	nop
	int3
	nop
	vmmcall
nested:	nop
	vmrun
repeating:
	mov	$100000, %ecx
	mov	$to, %edi
	rep stosb
	nop
	vmmcall
writing:
	mov	$2, %ecx
	mov	$NO_MEMORY - 8, %edi
	rep stosq
	vmmcall

trapped:
	iretq
skip_3:	add	$8, %rsp
	addq	$3, (%rsp)
	iretq
page_fault:
	some_memory
	add	$8, %rsp
	nop
	iretq
interrupt:
	movl	$0, 0xb0(%r15)
	iretq

	.bss
to:	.skip	100000
	.text
