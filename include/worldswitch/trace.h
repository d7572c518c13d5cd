/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One window taken apart: every instruction on its path, in the order in which it was executed.
 *
 * In the tracer's stream (windows.h) a trace stands right after the line of its window; which one
 * is traced is asked for by the tracer's argument trace=CELL:TOTAL, the first clean window of the
 * cell with that raw total; or by trace=CELL, the first clean one of each total that the first
 * WS_TRACED_WINDOWS of the cell have, up to WS_TRACES_MAX of them and, taken together, as long as
 * one trace may be. What would not fit is left out then. The line of the window after these is
 * flushed, for who wants no more of the cell. The lines, numbers decimal where not said otherwise:
 *
 *     anchor ADDRESS PLACE
 *         Hexadecimal (0x): privileged code outside guests, translated since counting began; some,
 *         anywhere in the stream before the trace.
 *     trace CELL WINDOW
 *         WINDOW counts from 0 within the cell.
 *     i WORLD ADDRESS PLACE BYTES
 *         An instruction that this trace meets for the first time; they are numbered from 0 in the
 *         order of these lines. WORLD is its number in worlds.h, ADDRESS virtual, PLACE where it
 *         lies in the machine's memory, BYTES its encoding, all hexadecimal (0x but for BYTES).
 *     x STAGE FIRST COUNT
 *         Executed on that stage: instructions FIRST to FIRST+COUNT-1, once each and in this order.
 *     trace-cut
 *         The window has more instructions than a trace may hold, or more than the argument
 *         trace-limit=N lets it; what was written is its beginning.
 *     trace-end INSTRUCTIONS
 *         How many were written; not cut, as many as the window's total.
 *
 * A place is a distance in bytes from some fixed byte of the machine's memory, the same one
 * throughout a stream: code that is mapped twice (KVM's split mode maps its part of Linux at
 * addresses of its own) has one place, and the difference between place and address of an anchor in
 * the kernel's text is that of all its text. Marker BEGIN is not in a trace, as it is not in the
 * window's count; END is, as its last instruction.
 */
#ifndef WORLDSWITCH_TRACE_H
#define WORLDSWITCH_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/windows.h>
#include <worldswitch/worlds.h>

#define WS_TRACE_BYTES_MAX        15         /* of an encoding: x86's longest */
#define WS_TRACE_INSTRUCTIONS_MAX (1u << 16) /* different ones */
#define WS_TRACE_EXECUTED_MAX     (1u << 22)
#define WS_TRACE_RUNS_MAX         (1u << 20)
#define WS_TRACE_ANCHORS_MAX      16
#define WS_TRACES_MAX             16 /* of a stream */
#define WS_TRACED_WINDOWS         32 /* of a cell, to find one of each total in */

struct ws_anchor {
	uint64_t address;
	uint64_t place;
};

struct ws_trace_instruction {
	enum ws_world world;
	uint64_t address;
	uint64_t place;
	uint8_t size;
	uint8_t bytes[WS_TRACE_BYTES_MAX];
};

struct ws_trace_run {
	uint32_t stage;
	uint32_t first;
	uint32_t count;
};

/* The arrays are owned by the trace. */
struct ws_trace {
	struct ws_anchor anchors[WS_TRACE_ANCHORS_MAX];
	size_t anchor_count;
	struct ws_trace_instruction *instructions;
	size_t instruction_count;
	struct ws_trace_run *runs;
	size_t run_count;
	uint64_t executed; /* what the runs add up to */
	bool cut;
	struct ws_window window; /* the very window that was traced, as it was counted */
};

#endif
