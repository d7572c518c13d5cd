/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tracer's stream: text lines, written to the file descriptor that its argument fd= names (2 by
 * default), flushed at the end of every cell.
 *
 *     worldswitch-tracer 3 mode=fast|oracle cpus=N     first line; 3 is this format's version
 *     cell NUMBER WINDOWS            a cell begins that means to have so many windows
 *     w clean|mixed STAGE...         one window: the stages of its critical path, in order, each
 *                                    CPU or @PLACE CPU, and raw counts (markers.h), one per world
 *                                    (worlds.h)
 *     cell-end NUMBER WINDOWS        the cell's windows were all well formed, and so many
 *     cell-bad NUMBER REASON...      the cell's windows are not to be trusted (one opened twice,
 *                                    one never closed, one closed but never opened; that the CPU
 *                                    that closed one closes it again is nothing)
 *     done                           the probe is through
 *     refused REASON...              nothing more will be reported (the self-test failed, or there
 *                                    was none)
 *
 * A stage is what one CPU contributes to the path. The first is the CPU's that executed BEGIN, the
 * last the CPU's that executed END. Where one CPU wakes or interrupts another (a software-generated
 * interrupt that is really sent), the path goes over to the receiver: its stage begins with the
 * first instruction that it executes because of the message, the exception's vector or what follows
 * its WFI; what it did before, and what the sender does afterwards, is on nobody's path. A stage
 * with a PLACE (places.h, by number) goes on on the CPU of the one before it: it begins with the
 * instruction there. A path passes each place once, the first time. A window that never leaves its
 * CPU and passes no place has one stage. Of the two markers END is counted: the one instruction
 * that is in every window (markers.h) is in the last stage, in the world that executes END.
 *
 * A window is clean where every interrupt that was acknowledged outside guests on the path (a read
 * of the interrupt controller's acknowledge register that named one) was such a message, mixed
 * otherwise: a timer tick, another device, a message of somebody else's. How often a vector was
 * entered is not asked: a hypervisor may leave its guest by one and take the same interrupt at
 * another. Mixed is also a window that was closed by a CPU that nothing on its path had reached:
 * the receiver was awake for another reason and found its news in memory. Its stages are those of
 * the CPU that opened it, as far as that had come, without END.
 *
 * The self-test's own windows are reported too, as cell WS_CELL_SELFTEST. Numbers are decimal,
 * separated by one space.
 */
#ifndef WORLDSWITCH_WINDOWS_H
#define WORLDSWITCH_WINDOWS_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/places.h>
#include <worldswitch/worlds.h>

#define WS_STREAM_NAME     "worldswitch-tracer"
#define WS_STREAM_VERSION  3
#define WS_STREAM_LINE_MAX 640

/* More stages than any benchmark has; a window with more makes its cell bad. */
#define WS_STAGES_MAX 4

struct ws_stage {
	uint32_t cpu;
	uint32_t place; /* enum ws_place; WS_PLACE_NONE: it begins the path, or another CPU ended */
	uint64_t instructions[WS_WORLD_COUNT];
};

struct ws_window {
	bool clean;
	uint32_t stage_count;
	struct ws_stage stages[WS_STAGES_MAX];
};

#endif
