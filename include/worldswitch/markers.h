/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markers: instructions that do nothing on real hardware and that the tracer recognises.
 *
 * arm64: HINT #imm with imm from 0x60 up, unallocated and therefore NOP (Arm ARM DDI 0487, C6.2
 * "HINT"). x86-64: a NOP with an operand in memory that it does not access, and whose 32-bit
 * displacement from RAX is WS_MARKER_X86 + the number: 0f 1f 80 imm32, `nopl disp32(%rax)` (AMD64
 * Architecture Programmer's Manual, volume 3, "NOP"). Usable from the assembler: this file holds
 * preprocessor definitions alone.
 *
 * A window is opened by BEGIN and closed by END. Its count is every instruction executed after
 * BEGIN and before END, on the CPU that executes them, in every world, plus exactly one: a window
 * with nothing in it counts 1. That 1 is the markers' own cost, measured by the benchmark `null`
 * and taken off every other cell as its baseline, not assumed.
 *
 * Windows outside a cell (warming up) are ignored. CELL_BEGIN, CELL_END, DONE, PLACE and DATA carry
 * operands in x0 (what), x1 and x2; x0 has WS_MARKER_MAGIC in its upper 32 bits, else the marker is
 * not ours. On x86-64 these are RDI, RSI and RDX, the first arguments of its calling convention as
 * on arm64.
 */
#ifndef WORLDSWITCH_MARKERS_H
#define WORLDSWITCH_MARKERS_H

#define WS_MARKER_BEGIN      0x60 /* opens a window */
#define WS_MARKER_END        0x61 /* closes the window */
#define WS_MARKER_CELL_BEGIN 0x62 /* x0: cell number, x1: windows to come, x2: see SELFTEST */
#define WS_MARKER_CELL_END   0x63 /* x0: cell number, x1: windows done */
#define WS_MARKER_DONE       0x64 /* the probe has nothing left to do */
#define WS_MARKER_PLACE      0x65 /* x0: a number of places.h, x1: an address; not in a cell */
#define WS_MARKER_DATA       0x66 /* x1: an address, x2: how many bytes there are for the host */
#define WS_MARKER_FIRST      WS_MARKER_BEGIN
#define WS_MARKER_LAST       WS_MARKER_DATA

/* What DATA can do: more at once, or more in all, ends it. */
#define WS_DATA_MAX     (64 << 10)
#define WS_DATA_SUM_MAX (64 << 20)

#define WS_MARKER_MAGIC 0x77737731 /* "wsw1" */

#define WS_MARKER_X86 0x77730000 /* the displacement of marker 0 */

/*
 * A cell number is a position in the list of benchmarks, or this one: a piece of code whose count
 * is known when it is assembled, with a faulting load in the middle of straight-line code and an
 * access to the emulated interrupt controller in the middle of another. x2 holds the count that
 * each window must have in the world of its markers. Until this cell has come out right to the unit
 * the tracer reports nothing else.
 */
#define WS_CELL_SELFTEST 0xffff

#endif
