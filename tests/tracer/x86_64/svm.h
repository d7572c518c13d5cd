/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What hypervisors among the guests share: SVM turned on, and a guest with the hypervisor's own
 * memory, interrupt table and page tables, but a stack of its own (AMD64 Architecture Programmer's
 * Manual, volume 2, appendix B "VMCB Layout").
 */
#define MSR_VM_HSAVE_PA 0xc0010117

#define VMCB_INTERCEPTS 0x00c
#define INTERCEPT_INTR (1 << 0)
#define INTERCEPT_HLT (1 << 24)
#define VMCB_INTERCEPTS_2 0x010
#define INTERCEPT_VMRUN (1 << 0)
#define INTERCEPT_VMMCALL (1 << 1)
#define VMCB_ASID 0x058
#define VMCB_INT_CONTROL 0x060
#define V_INTR_MASKING (1 << 24)
#define VMCB_EXIT_CODE 0x070
#define EXIT_INTR 0x60
#define VMCB_RIP 0x578
#define VMCB_RSP 0x5d8

.macro segment offset, selector, attributes
	movw	$\selector, vmcb + \offset
	movw	$\attributes, vmcb + \offset + 2
	movl	$-1, vmcb + \offset + 4
.endm

/* A 64-bit register of the guest from one of ours, or a constant. */
.macro guest_has offset, value
	mov	\value, %rax
	mov	%rax, vmcb + \offset
.endm

.macro svm_begins
	set_msr	MSR_EFER, EFER_SVME
	rdmsr
	mov	%eax, vmcb + 0x4d0
	mov	$MSR_VM_HSAVE_PA, %ecx
	mov	$host_save, %eax
	xor	%edx, %edx
	wrmsr
	movl	$INTERCEPT_HLT | INTERCEPT_INTR, vmcb + VMCB_INTERCEPTS
	movl	$INTERCEPT_VMRUN | INTERCEPT_VMMCALL, vmcb + VMCB_INTERCEPTS_2
	movl	$1, vmcb + VMCB_ASID
	movl	$V_INTR_MASKING, vmcb + VMCB_INT_CONTROL
	segment	0x400, KERNEL_DATA, 0xc93
	segment	0x410, KERNEL_CODE, 0xa9b
	segment	0x420, KERNEL_DATA, 0xc93
	segment	0x430, KERNEL_DATA, 0xc93
	sidt	idt_there
	movzwl	idt_there, %eax
	mov	%eax, vmcb + 0x484
	guest_has 0x488, idt_there + 2
	sgdt	idt_there
	movzwl	idt_there, %eax
	mov	%eax, vmcb + 0x464
	guest_has 0x468, idt_there + 2
	guest_has 0x548, %cr4
	guest_has 0x550, %cr3
	guest_has 0x558, %cr0
	guest_has 0x560, $0x400
	guest_has 0x568, $0xffff0ff0
	guest_has 0x570, $2
	guest_has VMCB_RSP, $guest_stack
.endm

.macro guest_begins label
	movq	$\label, vmcb + VMCB_RIP
	mov	$vmcb, %eax
.endm

	.data
idt_there:
	.skip	10
	.bss
	.balign	4096
vmcb:	.skip	4096
host_save:
	.skip	4096
	.skip	4096
guest_stack:
	.text
