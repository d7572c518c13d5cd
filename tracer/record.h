/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One window taken apart (worldswitch/trace.h): which instructions each CPU has executed while it
 * was open. Only the first clean window of the wanted cell is that has the wanted total, or one of
 * each total. Until it has come every window of the cell is recorded, as its end alone tells.
 */
#ifndef WORLDSWITCH_TRACER_RECORD_H
#define WORLDSWITCH_TRACER_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/windows.h>
#include <worldswitch/worlds.h>

#include "tracer/qemu_plugin.h"

/*
 * What is wanted; nothing is before. A total of 0: one window of each. The limit is of what is
 * written; 0: as trace.h says.
 */
void record_start(uint32_t cell, uint64_t total, uint64_t limit);
bool record_wanted(void);

/*
 * Has an instruction recorded whenever it is executed and counted: whoever counts it says so first,
 * by record_counted, and keeps the flag COUNTERS_IN_WINDOW. It is translated in that world.
 */
void record_watch(struct qemu_plugin_insn *insn, enum ws_world world);
void record_counted(unsigned int cpu, enum ws_world world);

/* The cell that has begun; what is recorded is what is executed from open to report or drop. */
void record_cell(uint32_t cell);
void record_open(void);
void record_drop(void);

/* The window is closed: each stage begins after so many instructions of its CPU (path.h). */
void record_close(const uint64_t starts[WS_STAGES_MAX]);

/* Writes the window that has just been reported, `number` in its cell, where it is the wanted one.
 */
void record_report(uint32_t number, const struct ws_window *window);

#endif
