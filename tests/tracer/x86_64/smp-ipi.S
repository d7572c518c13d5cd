// SPDX-License-Identifier: GPL-2.0-or-later
// One CPU interrupts the other, which spins or waits: what the sender does until it has sent, and
// the receiver from its handler on, is the path, and nothing else.
// options: -smp 2
// plugin: ,icr=0xfee00300
#include "guest.h"
#include "smp.h"

#define WINDOWS 10

main:	handlers
	cpu_begins 0
	start_other
	await	1
	selftest
	sti

	// There: 4 and 1.
	cell_begin 0, WINDOWS
	// stream: cell 0 10
	mov	$WINDOWS, %r12d
1:	begin
	nop
	nop
	send	VECTOR_END, 1
	let_other_run
	dec	%r12d
	jnz	1b
	cell_end 0, WINDOWS
	// stream: 10x w clean 0 0 0 4 0 0 1 0 0 1 0 0
	// stream: cell-end 0 10

	// The other way: the other sends after 5, to all others.
	cell_begin 1, WINDOWS
	// stream: cell 1 10
	pass
	await	3
	cell_end 1, WINDOWS
	// stream: 10x w clean 1 0 0 4 0 0 0 0 0 1 0 0
	// stream: cell-end 1 10

	// There and back, the other waits: 3, the other's 2, and 1 here.
	cell_begin 2, WINDOWS
	// stream: cell 2 10
	mov	$WINDOWS, %r12d
2:	let_other_run
	begin
	nop
	send	VECTOR_ANSWER, 1
	let_other_run
	dec	%r12d
	jnz	2b
	cell_end 2, WINDOWS
	// stream: 10x w clean 0 0 0 3 0 0 1 0 0 2 0 0 0 0 0 1 0 0
	// stream: cell-end 2 10

	// By logical destination, and to itself in between, which leads nowhere: 6 and its handler's 2.
	cell_begin 3, WINDOWS
	// stream: cell 3 10
	mov	$WINDOWS, %r12d
3:	let_other_run
	begin
	movl	$0x40000 | VECTOR_ONLY, ICR(%r15)	// to itself
	nop
	movl	$2 << 24, ICR_DESTINATION(%r15)
	movl	$0x800 | VECTOR_END, ICR(%r15)
	let_other_run
	dec	%r12d
	jnz	3b
	cell_end 3, WINDOWS
	// stream: 10x w clean 0 0 0 6 0 0 1 0 0 1 0 0
	// stream: cell-end 3 10

	// A timer's interrupt at the sender before it sends: nobody's message. 804 and the handler's 2.
	cell_begin 4, 1
	// stream: cell 4 1
	begin
	movl	$300, 0x380(%r15)
	mov	$400, %ecx
4:	dec	%ecx
	jnz	4b
	send	VECTOR_END, 1
	let_other_run
	cell_end 4, 1
	// stream: w mixed 0 0 0 806 0 0 1 0 0 1 0 0
	// stream: cell-end 4 1
	done
	// stream: done
	power_off

other:	cpu_begins 1
	sti
	pass
	await	2
	mov	$WINDOWS, %r12d
1:	begin
	nop
	nop
	nop
	movl	$0xc0000 | VECTOR_END, ICR(%r15)
	let_other_run
	dec	%r12d
	jnz	1b
	pass
2:	hlt
	nop
	jmp	2b
