/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From where whoever knows PVH leaves the CPU (Xen, docs/misc/pvh.pandoc: flat 32-bit protected mode
 * without paging, EBX the start info) to C in long mode, with everything mapped where it is. QEMU's
 * -kernel, Xen and Firecracker all find the entry by the note below; it has to have 64 bits for QEMU.
 */

#include "probe/arch/x86_64/boot.h"

#define XEN_ELFNOTE_PHYS32_ENTRY 18 /* xen/include/public/elfnote.h */

/* AMD64 Architecture Programmer's Manual, volume 2, 3.1 and 5.4. */
#define CR0_VALUE 0x80010033 /* PG, WP, NE, ET, MP, PE; caches on, which INIT turns off */
#define CR4_VALUE 0x20       /* PAE */
#define MSR_EFER  0xc0000080
#define EFER_LME  0x100

#define ENTRIES      512
#define TABLE_LINK   0x003 /* present, writable */
#define LARGE_PAGE   0x083 /* and of 2 MiB */
#define DEVICE_PAGE  0x09b /* and not cached: PWT, PCD */
#define LARGE_SIZE   0x200000
#define DEVICES_PAGE (DEVICES_BEGIN / LARGE_SIZE)
#define PAGES        (4 * ENTRIES)

	.section .note.pvh, "a", @note
	.balign	4
	.long	4
	.long	8
	.long	XEN_ELFNOTE_PHYS32_ENTRY
	.asciz	"Xen"
	.quad	pvh_entry

	/* From 32-bit protected mode, with the page tables made, to `target` in long mode. */
	.macro	long_mode target
	movl	$CR4_VALUE, %eax
	movl	%eax, %cr4
	movl	$page_tables, %eax
	movl	%eax, %cr3
	movl	$MSR_EFER, %ecx
	rdmsr
	orl	$EFER_LME, %eax
	wrmsr
	movl	$CR0_VALUE, %eax
	movl	%eax, %cr0
	ljmp	$SELECTOR_CODE64, $\target
	.endm

	.macro	flat_data
	movl	$SELECTOR_DATA, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	xorl	%eax, %eax
	movl	%eax, %fs
	movl	%eax, %gs
	.endm

	.text
	.code32
	.globl	pvh_entry
pvh_entry:
	cli
	cld
	lgdt	gdt_pointer
	flat_data
	movl	$stack_top, %esp
	movl	$bss_begin, %edi
	movl	$bss_end, %ecx
	subl	%edi, %ecx
	rep stosb
	call	make_page_tables
	long_mode pvh_entry_64

/*
 * Where a second CPU begins that is in 32-bit protected mode without paging, its code segment flat, as
 * Xen starts one and as the trampoline does, which leaves data segments as real mode has them. The
 * page tables and all of memory are as the first CPU made them.
 */
	.globl	second_entry
second_entry:
	cli
	cld
	lgdt	%cs:gdt_pointer
	flat_data
	movl	$second_stack_top, %esp
	long_mode second_entry_64

/* One table of the fourth level, one of the third with four entries, and four of the second. */
make_page_tables:
	movl	$page_tables + 0x1000 + TABLE_LINK, page_tables
	movl	$page_tables + 0x2000 + TABLE_LINK, %eax
	movl	$page_tables + 0x1000, %edi
1:	movl	%eax, (%edi)
	addl	$0x1000, %eax
	addl	$8, %edi
	cmpl	$page_tables + 0x1000 + 4 * 8, %edi
	jne	1b
	movl	$page_tables + 0x2000, %edi
	movl	$LARGE_PAGE, %eax
2:	cmpl	$page_tables + 0x2000 + DEVICES_PAGE * 8, %edi
	jne	3f
	orl	$DEVICE_PAGE, %eax
3:	movl	%eax, (%edi)
	addl	$LARGE_SIZE, %eax
	addl	$8, %edi
	cmpl	$page_tables + 0x2000 + PAGES * 8, %edi
	jne	2b
	ret

	.code64
pvh_entry_64:
	movl	$stack_top, %esp
	movl	%ebx, %edi
	call	x86_64_start

second_entry_64:
	movl	$second_stack_top, %esp
	call	x86_64_second

/*
 * What is copied to TRAMPOLINE: a CPU that has been sent a start-up interrupt begins there in real
 * mode, its code segment's base the page's address (volume 2, 16.5 and 14.1.3).
 */
	.section .rodata.trampoline, "a"
	.code16
	.globl	trampoline_begin
trampoline_begin:
	cli
	movw	%cs, %ax
	movw	%ax, %ds
	lgdtl	trampoline_gdt_pointer - trampoline_begin
	movl	%cr0, %eax
	orl	$1, %eax
	movl	%eax, %cr0
	ljmpl	$SELECTOR_CODE32, $second_entry
trampoline_gdt_pointer:
	.word	gdt_end - gdt - 1
	.long	gdt
trampoline_end:

	.balign	4
	.globl	trampoline_size
trampoline_size:
	.long	trampoline_end - trampoline_begin

	.section .rodata.gdt, "a"
	.balign	8
gdt:
	.quad	0
	.quad	0x00af9b000000ffff /* 64-bit code */
	.quad	0x00cf9b000000ffff /* 32-bit code */
	.quad	0x00cf93000000ffff /* data */
gdt_end:
gdt_pointer:
	.word	gdt_end - gdt - 1
	.long	gdt

	.section .bss.page_tables, "aw", @nobits
	.balign	4096
	.globl	page_tables
page_tables:
	.skip	6 * 0x1000
