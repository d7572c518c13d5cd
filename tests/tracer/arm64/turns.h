/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two CPUs: how the other one starts, and how they take turns. A loop that waits for the other CPU
 * yields: the emulator then lets that one run at once, and otherwise only after tens of millions of
 * instructions.
 */
#define PSCI_CPU_ON 0xc4000003

/* The other CPU begins at ENTRY, at EL2. */
.macro start_other entry
	ldr	x0, =PSCI_CPU_ON
	mov	x1, #1
	adr	x2, \entry
	mov	x3, #0
	smc	#0
	cbnz	x0, stuck
.endm

/* Turns: a word in memory that counts up. */
.macro pass
	adr	x10, turn
	ldr	w11, [x10]
	add	w11, w11, #1
	str	w11, [x10]
.endm

.macro await value
	adr	x10, turn
.Lawait\@:
	yield
	ldr	w11, [x10]
	cmp	w11, #\value
	b.ne	.Lawait\@
.endm

/* As many turns of the other CPU as it may need to come to rest. */
.macro let_other_run
	mov	x10, #100
.Llet\@:
	yield
	sub	x10, x10, #1
	cbnz	x10, .Llet\@
.endm

	.balign	8
turn:	.word	0
