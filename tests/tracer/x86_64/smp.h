/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What guests with two CPUs share: how the other one starts, turns, and handlers of interrupts. */
#define START 0x8000 /* where the other CPU begins, in real mode */

#define ICR 0x300
#define ICR_DESTINATION 0x310
#define EOI 0xb0

#define VECTOR_END 0x51
#define VECTOR_ANSWER 0x52
#define VECTOR_ONLY 0x53
#define VECTOR_TIMER 0x60

#ifndef SMP_OTHER_CONTROLLER
/* What every CPU does first. R15 is its interrupt controller. */
.macro cpu_begins number
	mov	$APIC, %r15d
	movl	$0x1ff, 0xf0(%r15)
	movl	$0x1000000 << \number, 0xd0(%r15)	// its logical destination
	movl	$0xb, 0x3e0(%r15)
	movl	$VECTOR_TIMER, 0x320(%r15)
.endm

/* Two instructions: to one CPU. */
.macro send vector, cpu
	movl	$\cpu << 24, ICR_DESTINATION(%r15)
	movl	$\vector, ICR(%r15)
.endm

.macro complete
	movl	$0, EOI(%r15)
.endm

.macro start
	movl	$1 << 24, ICR_DESTINATION(%r15)
	movl	$0x4500, ICR(%r15)			// INIT
	movl	$0x4600 | START >> 12, ICR(%r15)	// SIPI
.endm
#endif

.macro handlers
	gate	VECTOR_END, handle_end
	gate	VECTOR_ANSWER, handle_answer
	gate	VECTOR_ONLY, handle_only
	gate	VECTOR_TIMER, handle_only
.endm

/* The other CPU begins at other, as this one at main. */
.macro start_other
	mov	$trampoline, %esi
	mov	$START, %edi
	mov	$trampoline_end - trampoline, %ecx
	rep movsb
	start
.endm

/* A loop that waits for the other CPU pauses: the emulator then lets that one run at once. */
.macro pass
	incl	turn
.endm

.macro await value
.Lawait\@:
	pause
	cmpl	$\value, turn
	jne	.Lawait\@
.endm

/* As many turns of the other CPU as it may need to come to rest. */
.macro let_other_run
	mov	$100, %ecx
.Llet\@:
	pause
	dec	%ecx
	jnz	.Llet\@
.endm

	.data
	.balign	8
turn:	.long	0
	.text

/* Ends the window as its first instruction. */
handle_end:
	end
	complete
	iretq
/* Answers as its second instruction. */
handle_answer:
	send	VECTOR_END, 0
	complete
	iretq
/* Takes the interrupt, and nothing else: 2 in all. */
handle_only:
	complete
	iretq

	.code16
trampoline:
	cli
	xor	%ax, %ax
	mov	%ax, %ds
	lgdtl	START + trampoline_gdt - trampoline
	mov	%cr0, %eax
	or	$1, %al
	mov	%eax, %cr0
	ljmpl	$KERNEL_CODE_32, $1f
trampoline_gdt:
	.word	gdt_register - gdt - 1
	.long	gdt
trampoline_end:
	.code32
1:	mov	$KERNEL_DATA, %eax
	mov	%eax, %ds
	mov	%eax, %es
	mov	%eax, %ss
	mov	$other_stack, %esp
	call	enter_long_mode
	ljmp	$KERNEL_CODE, $2f
	.code64
2:	lidt	idt_register
	jmp	other

	.bss
	.balign	16
	.skip	4096
other_stack:
	.text
