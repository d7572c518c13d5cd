/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tracer's test guests share: bare-metal programs for QEMU's q35 machine, entered as PVH
 * kernels are, which begin at main in 64-bit mode, privilege level 0, with all memory below 4 GiB
 * where it is, for user mode, too. A guest says itself what the tracer must report: each of its
 * lines beginning with "// stream: " is one line of the stream, "// stream: 5x LINE" five of them.
 * The worlds' order in a window is guest, hypervisor, host-kernel, host-user, firmware.
 */
#include <worldswitch/markers.h>

#define APIC 0xfee00000

#define KERNEL_CODE 0x08
#define KERNEL_DATA 0x10
#define USER_DATA 0x1b
#define USER_CODE 0x23
#define TASK 0x28
#define KERNEL_CODE_32 0x38

#define NO_MEMORY 0x10000000	// where there is a page, and where there is none after no_memory

#define MSR_EFER 0xc0000080
#define EFER_LME (1 << 8)
#define EFER_SVME (1 << 12)

.macro marker number
	nopl	WS_MARKER_X86 + \number(%rax)
.endm

.macro begin
	marker	WS_MARKER_BEGIN
.endm

.macro end
	marker	WS_MARKER_END
.endm

.macro operands number, windows, expected
	movabs	$(WS_MARKER_MAGIC << 32) | \number, %rdi
	mov	$\windows, %rsi
	mov	$\expected, %rdx
.endm

.macro cell_begin number, windows, expected=0
	operands \number, \windows, \expected
	marker	WS_MARKER_CELL_BEGIN
.endm

.macro cell_end number, windows
	operands \number, \windows, 0
	marker	WS_MARKER_CELL_END
.endm

// stream: cell 65535 1
// stream: w clean 0 0 0 4 0 0
// stream: cell-end 65535 1
.macro selftest
	cell_begin WS_CELL_SELFTEST, 1, 4
	begin
	nop
	nop
	nop
	end
	cell_end WS_CELL_SELFTEST, 1
.endm

.macro done
	operands 0, 0, 0
	marker	WS_MARKER_DONE
.endm

/* A reset, which ends the emulator. */
.macro power_off
	mov	$0xcf9, %edx
	mov	$6, %al
	out	%al, %dx
	jmp	.
.endm

/* The handler of an exception or interrupt. */
.macro gate vector, handler
	lea	\handler(%rip), %rax
	mov	$\vector, %edi
	call	set_gate
.endm

/* Sets bits of a model-specific register. */
.macro set_msr number, bits
	mov	$\number, %ecx
	rdmsr
	or	$\bits, %eax
	wrmsr
.endm

.macro no_memory
	movq	$0, page_directories + NO_MEMORY / 0x200000 * 8
	invlpg	NO_MEMORY
.endm

.macro some_memory
	movq	$NO_MEMORY + 0x87, page_directories + NO_MEMORY / 0x200000 * 8
.endm

	.pushsection .note.Xen, "a", @note
	.long	4, 4, 18	// XEN_ELFNOTE_PHYS32_ENTRY
	.asciz	"Xen"
	.long	_start
	.popsection

	.text
	.code32
	.globl	_start
_start:	mov	$stack, %esp
	// Page tables: 2048 pages of 2 MiB.
	mov	$page_directories, %edi
	mov	$0x87, %eax
	mov	$2048, %ecx
1:	mov	%eax, (%edi)
	add	$0x200000, %eax
	add	$8, %edi
	loop	1b
	mov	$page_directories + 7, %eax
	mov	$4, %ecx
	mov	$page_pointers, %edi
1:	mov	%eax, (%edi)
	add	$0x1000, %eax
	add	$8, %edi
	loop	1b
	movl	$page_pointers + 7, page_root
	call	enter_long_mode
	ljmp	$KERNEL_CODE, $1f
	.code64
1:	lidt	idt_register
	movl	$stack, task + 4
	mov	$task, %eax
	mov	%ax, gdt_task + 2
	shr	$16, %eax
	mov	%al, gdt_task + 4
	mov	%ah, gdt_task + 7
	mov	$TASK, %ax
	ltr	%ax
	mov	$KERNEL_DATA, %eax
	mov	%eax, %ss
	mov	%eax, %ds
	mov	%eax, %es
	jmp	main

	.code32
enter_long_mode:
	mov	%cr4, %eax
	or	$0x20, %eax	// PAE
	mov	%eax, %cr4
	mov	$page_root, %eax
	mov	%eax, %cr3
	set_msr	MSR_EFER, EFER_LME
	mov	%cr0, %eax
	or	$0x80000001, %eax
	mov	%eax, %cr0
	lgdt	gdt_register
	ret

	.code64
// RDI: vector, RAX: handler. For user mode, too.
set_gate:
	shl	$4, %edi
	add	$idt, %edi
	mov	%ax, (%rdi)
	movw	$KERNEL_CODE, 2(%rdi)
	movw	$0xee00, 4(%rdi)
	shr	$16, %rax
	mov	%ax, 6(%rdi)
	movl	$0, 8(%rdi)
	ret

	.data
	.balign	16
gdt:	.quad	0
	.quad	0x00af9b000000ffff
	.quad	0x00cf93000000ffff
	.quad	0x00cff3000000ffff
	.quad	0x00affb000000ffff
gdt_task:
	.quad	0x0000890000000067, 0
	.quad	0x00cf9b000000ffff
gdt_register:
	.word	. - gdt - 1
	.quad	gdt
idt_register:
	.word	4095
	.quad	idt
	.bss
	.balign	4096
page_root:
	.skip	4096
page_pointers:
	.skip	4096
page_directories:
	.skip	4 * 4096
idt:	.skip	4096
task:	.skip	104
	.balign	16
	.skip	8192
stack:
	.text
