/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tracer's test guests share: bare-metal programs for QEMU's virt machine that begin at
 * EL2 with the MMU off. A guest says itself what the tracer must report: each of its lines
 * beginning with "// stream: " is one line of the stream, "// stream: 5x LINE" five of them.
 * The worlds' order in a window is guest, hypervisor, host-kernel, host-user, firmware.
 */
#include <worldswitch/markers.h>

#define GICD 0x08000000
#define GICR 0x080a0000
#define PSCI_SYSTEM_OFF 0x84000008

#define HCR_IMO (1 << 4)
#define HCR_AMO (1 << 5)
#define HCR_TGE (1 << 27)
#define HCR_RW (1 << 31)
#define HCR_E2H (1 << 34)

.macro begin
	hint	#WS_MARKER_BEGIN
.endm

.macro end
	hint	#WS_MARKER_END
.endm

.macro operands number, windows, expected
	ldr	x0, =(WS_MARKER_MAGIC << 32) | \number
	ldr	x1, =\windows
	ldr	x2, =\expected
.endm

.macro cell_begin number, windows, expected=0
	operands \number, \windows, \expected
	hint	#WS_MARKER_CELL_BEGIN
.endm

.macro cell_end number, windows
	operands \number, \windows, 0
	hint	#WS_MARKER_CELL_END
.endm

// stream: cell 65535 1
// stream: w clean 0 0 4 0 0 0
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
	hint	#WS_MARKER_DONE
.endm

.macro tell place, address
	ldr	x0, =(WS_MARKER_MAGIC << 32) | \place
	adr	x1, \address
	hint	#WS_MARKER_PLACE
.endm

.macro power_off
	ldr	x0, =PSCI_SYSTEM_OFF
	smc	#0
	b	.
.endm

/* An EL2 or EL1 table of vectors: each entry one instruction, a branch to where it is handled. */
.macro vectors name, current_sync, current_irq, lower_sync, lower_irq
	.balign	2048
\name:
	.irp	entry, stuck, stuck, stuck, stuck, \current_sync, \current_irq, stuck, stuck, \
			\lower_sync, \lower_irq, stuck, stuck, \lower_sync, \lower_irq, stuck, stuck
	b	\entry
	.balign	128
	.endr
.endm

	.text
	.globl	_start
	b	_start
stuck:	b	.
