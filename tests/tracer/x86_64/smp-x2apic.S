// SPDX-License-Identifier: GPL-2.0-or-later
// Interrupts between CPUs by model-specific registers: the receiver waits, or is in its guest,
// which it then leaves.
// options: -smp 2 -cpu max,svm=on,vendor=AuthenticAMD,monitor=off,x2apic=on
// plugin: ,icr=0xfee00300
#include "guest.h"
#include "svm.h"

#define MSR_APIC_BASE 0x1b
#define MSR_EOI 0x80b
#define MSR_SPURIOUS 0x80f
#define MSR_ICR 0x830
#define MSR_SELF 0x83f

.macro write_msr number, low, high=0
	mov	$\number, %ecx
	mov	$\low, %eax
	mov	$\high, %edx
	wrmsr
.endm

#define SMP_OTHER_CONTROLLER
.macro cpu_begins number
	set_msr	MSR_APIC_BASE, 0xc00
	write_msr MSR_SPURIOUS, 0x1ff
.endm

.macro send vector, cpu
	write_msr MSR_ICR, \vector, \cpu
.endm

.macro complete
	write_msr MSR_EOI, 0
.endm

.macro start
	write_msr MSR_ICR, 0x4500, 1
	write_msr MSR_ICR, 0x4608, 1	// at START
.endm
#include "smp.h"

#define WINDOWS 10

main:	handlers
	cpu_begins 0
	start_other
	await	1
	selftest
	sti

	// To a CPU that waits: 5 and 1.
	cell_begin 0, WINDOWS
	// stream: cell 0 10
	mov	$WINDOWS, %r12d
1:	let_other_run
	begin
	nop
	send	VECTOR_END, 1
	let_other_run
	dec	%r12d
	jnz	1b
	cell_end 0, WINDOWS
	// stream: 10x w clean 0 0 0 5 0 0 1 0 0 1 0 0
	// stream: cell-end 0 10

	// The same to itself, and by the register for that: 4, 4, and handlers of 5.
	cell_begin 1, 1
	// stream: cell 1 1
	begin
	write_msr MSR_SELF, VECTOR_ONLY
	write_msr MSR_ICR, VECTOR_ONLY | 0x40000
	end
	cell_end 1, 1
	// stream: w clean 0 0 0 19 0 0
	// stream: cell-end 1 1

	// To a CPU in its guest: 5; it leaves it, 1 until it takes the interrupt, 1.
	cell_begin 2, WINDOWS
	// stream: cell 2 10
	pass
	send	VECTOR_ONLY, 1
	mov	$WINDOWS, %r12d
2:	let_other_run
	begin
	nop
	send	VECTOR_END, 1
	let_other_run
	dec	%r12d
	jnz	2b
	cell_end 2, WINDOWS
	// stream: 10x w clean 0 0 0 5 0 0 1 0 2 0 0 0
	// stream: cell-end 2 10
	done
	// stream: done
	power_off

other:	cpu_begins 1
	pass
1:	sti
	hlt
	cmpl	$2, turn
	jne	1b
	cli
	svm_begins
	guest_begins guest
	clgi
	sti
2:	mov	$vmcb, %eax
	vmrun
	stgi
	clgi
	jmp	2b

guest:	pause
	jmp	guest
