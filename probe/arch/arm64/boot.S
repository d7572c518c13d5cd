/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From wherever a boot loader or a hypervisor leaves the CPU (Linux, Documentation/arch/arm64/
 * booting.rst: EL2 or EL1, MMU off, x0 the device tree) to C at EL1, with caches on and everything
 * mapped where it is. Until the MMU is on memory is written by the page table's code alone: what is
 * written with caches off may lie below stale lines of a cache.
 */

#define PAGE_TABLE_ENTRIES 512 /* of 1 GiB each: all of a 39-bit address space */
#define UNMAPPED_ENTRY     511 /* for loads that are meant to fault: selftest.S */
#define GIB_SHIFT          30

/* Block descriptors (Arm ARM DDI 0487, D8.3): valid, access flag; attributes by index in MAIR. */
#define BLOCK        0x401
#define DEVICE_BLOCK (BLOCK | 0 << 2 | 1 << 53 | 1 << 54) /* nGnRnE; never executed */
#define NORMAL_BLOCK (BLOCK | 1 << 2 | 3 << 8 | 1 << 54)  /* write-back, inner shareable */
#define MAIR_VALUE   0xff00

/* 39 bits by TTBR0 in 4 KiB granules, walks cacheable and inner shareable, no TTBR1. */
#define TCR_VALUE (25 | 1 << 8 | 1 << 10 | 3 << 12 | 1 << 23)
#define TCR_IPS_SHIFT 32

/* Reserved-one bits of ARMv8.0; MMU, data cache, stack alignment check, instruction cache. */
#define SCTLR_RESERVED_ONE 0x30d00800
#define SCTLR_ON           (SCTLR_RESERVED_ONE | 1 << 0 | 1 << 2 | 1 << 3 | 1 << 12)

#define R_AARCH64_RELATIVE 1027

	.section .head, "ax"
	.globl	image_begin
image_begin:
	b	entry
	.long	0
	.quad	0                       /* offset from a 2 MiB boundary */
	.quad	image_end - image_begin
	.quad	1 << 1 | 1 << 3         /* little-endian, 4 KiB pages, anywhere in memory */
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.long	0

	.text
entry:
	mov	x19, x0
	mrs	x20, CurrentEL
	lsr	x20, x20, #2
	cmp	x20, #2
	b.ne	1f
	bl	drop_to_el1
1:	bl	make_page_table
	bl	mmu_on
	adrp	x0, stack_top
	add	sp, x0, :lo12:stack_top
	bl	clear_bss
	bl	relocate
	adrp	x0, vectors
	add	x0, x0, :lo12:vectors
	msr	vbar_el1, x0
	isb
	mov	x0, x19
	mov	x1, x20
	b	arm64_start

/*
 * Where the second CPU begins (PSCI, Arm DEN 0022, CPU_ON): at the level where the first one began,
 * with the MMU off. The page table and all of memory are as the first CPU made them.
 */
	.globl	arm64_second_entry
arm64_second_entry:
	mrs	x20, CurrentEL
	lsr	x20, x20, #2
	cmp	x20, #2
	b.ne	1f
	bl	drop_to_el1
1:	bl	mmu_on
	adrp	x0, second_stack_top
	add	sp, x0, :lo12:second_stack_top
	adrp	x0, vectors
	add	x0, x0, :lo12:vectors
	msr	vbar_el1, x0
	isb
	b	second_main

/*
 * EL2 as a boot loader leaves it when there is no hypervisor: no trap is left on and EL1 is AArch64;
 * HCR_EL2.RW alone also clears E2H, so that the registers below have their plain meaning. Nothing
 * but a number goes to TPIDR_EL2: there a tracer finds which CPU it is, as it does under a hypervisor
 * that keeps what is its own for each CPU there.
 */
drop_to_el1:
	mov	x0, #1 << 31
	msr	hcr_el2, x0
	isb
	mov	x0, #3                  /* EL1 may read the physical counter and timer */
	msr	cnthctl_el2, x0
	msr	cntvoff_el2, xzr
	mov	x0, #0x33ff             /* no traps of FP or SIMD; the rest reserved-one */
	msr	cptr_el2, x0
	msr	hstr_el2, xzr
	mrs	x0, id_aa64dfr0_el1
	ubfx	x0, x0, #8, #4          /* the PMU's version, of which 15 is none of the architecture's */
	add	x0, x0, #1
	tst	x0, #0xe
	b.eq	1f
	mrs	x0, pmcr_el0
	ubfx	x0, x0, #11, #5
	msr	mdcr_el2, x0            /* no traps of its registers; as many of them as there are */
1:
	mrs	x0, midr_el1
	msr	vpidr_el2, x0
	mrs	x0, mpidr_el1
	msr	vmpidr_el2, x0
	and	x0, x0, #0xffffff
	add	x0, x0, #1
	msr	tpidr_el2, x0           /* another one on each CPU, and never 0 */
	mrs	x0, id_aa64pfr0_el1
	ubfx	x0, x0, #24, #4         /* system registers of the GIC */
	cbz	x0, 1f
	mov	x0, #1 << 0 | 1 << 3    /* they work, and EL1 may say so itself */
	msr	s3_4_c12_c9_5, x0       /* ICC_SRE_EL2 */
1:	ldr	x0, =SCTLR_RESERVED_ONE
	msr	sctlr_el1, x0
	mov	x0, #0x3c5              /* EL1 with its own stack pointer, all interrupts masked */
	msr	spsr_el2, x0
	msr	elr_el2, x30
	isb
	eret

/* Makes the GiB that holds x0 normal memory; x10 is the table. Addresses beyond it are ignored. */
map_normal:
	lsr	x1, x0, #GIB_SHIFT
	cmp	x1, #UNMAPPED_ENTRY
	b.hs	1f
	lsl	x2, x1, #GIB_SHIFT
	ldr	x3, =NORMAL_BLOCK
	orr	x2, x2, x3
	str	x2, [x10, x1, lsl #3]
1:	ret

make_page_table:
	mov	x11, x30
	adrp	x10, page_table
	mov	x1, #0
	ldr	x2, =DEVICE_BLOCK
	mov	x3, #1 << GIB_SHIFT
1:	str	x2, [x10, x1, lsl #3]
	add	x2, x2, x3
	add	x1, x1, #1
	cmp	x1, #PAGE_TABLE_ENTRIES
	b.ne	1b
	str	xzr, [x10, #UNMAPPED_ENTRY * 8]
	adrp	x0, image_begin
	bl	map_normal
	adrp	x0, image_end
	bl	map_normal
	cbz	x19, 2f
	mov	x0, x19
	bl	map_normal
	add	x0, x19, #0x200, lsl #12 /* as long as a device tree may be */
	bl	map_normal
2:	dsb	sy
	/* The lines of the table that a cache may still hold from before are older than memory. */
	mrs	x0, ctr_el0
	ubfx	x0, x0, #16, #4
	mov	x1, #4
	lsl	x1, x1, x0
	mov	x2, x10
	add	x3, x10, #PAGE_TABLE_ENTRIES * 8
3:	dc	ivac, x2
	add	x2, x2, x1
	cmp	x2, x3
	b.lo	3b
	dsb	sy
	ret	x11

mmu_on:
	mov	x0, #MAIR_VALUE
	msr	mair_el1, x0
	ldr	x0, =TCR_VALUE
	mrs	x1, id_aa64mmfr0_el1
	and	x1, x1, #0xf            /* the physical addresses' size, at most 48 bits of it */
	mov	x2, #5
	cmp	x1, x2
	csel	x1, x1, x2, lo
	orr	x0, x0, x1, lsl #TCR_IPS_SHIFT
	msr	tcr_el1, x0
	adrp	x0, page_table
	msr	ttbr0_el1, x0
	isb
	tlbi	vmalle1
	ic	iallu
	dsb	nsh
	isb
	ldr	x0, =SCTLR_ON
	msr	sctlr_el1, x0
	isb
	ret

clear_bss:
	adrp	x0, bss_begin
	add	x0, x0, :lo12:bss_begin
	adrp	x1, bss_end
	add	x1, x1, :lo12:bss_end
1:	cmp	x0, x1
	b.hs	2f
	stp	xzr, xzr, [x0], #16
	b	1b
2:	ret

/* Pointers in tables were linked for address 0. No other kind is in the image: build.mk checks. */
relocate:
	adrp	x0, image_begin
	adrp	x1, relocations_begin
	add	x1, x1, :lo12:relocations_begin
	adrp	x2, relocations_end
	add	x2, x2, :lo12:relocations_end
1:	cmp	x1, x2
	b.hs	2f
	ldp	x3, x4, [x1], #24       /* where, kind */
	ldur	x5, [x1, #-8]           /* what */
	cmp	x4, #R_AARCH64_RELATIVE
	b.ne	1b
	add	x5, x5, x0
	str	x5, [x0, x3]
	b	1b
2:	ret

	.section .data.page_table, "aw"
	.balign	4096
page_table:
	.fill	PAGE_TABLE_ENTRIES, 8, 0
