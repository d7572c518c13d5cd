/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tracer's stream: text lines, written to the file descriptor that its argument fd= names (2 by
 * default), flushed at the end of every cell.
 *
 *     worldswitch-tracer 1 mode=fast|oracle cpus=N     first line; 1 is this format's version
 *     cell NUMBER WINDOWS            a cell begins that means to have so many windows
 *     w BEGIN_CPU END_CPU COUNT...   one window: raw counts (markers.h), one per world (worlds.h)
 *     cell-end NUMBER WINDOWS        the cell's windows were all well formed, and so many
 *     cell-bad NUMBER REASON...      the cell's windows are not to be trusted (one opened twice,
 *                                    one never closed, one closed but never opened)
 *     done                           the probe is through
 *     refused REASON...              nothing more will be reported: the self-test failed or is
 * missing
 *
 * The self-test's own windows are reported too, as cell WS_CELL_SELFTEST. Numbers are decimal,
 * separated by one space.
 */
#ifndef WORLDSWITCH_WINDOWS_H
#define WORLDSWITCH_WINDOWS_H

#include <stdint.h>

#include <worldswitch/worlds.h>

#define WS_STREAM_NAME     "worldswitch-tracer"
#define WS_STREAM_VERSION  1
#define WS_STREAM_LINE_MAX 256

struct ws_window {
	uint32_t begin_cpu;
	uint32_t end_cpu;
	uint64_t instructions[WS_WORLD_COUNT];
};

#endif
