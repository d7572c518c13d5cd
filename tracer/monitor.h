/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the emulator tells of a CPU in its monitor (`info registers`) and not in its interface for
 * plugins. It prints that by a function that its modules see, `cpu_dump_state`, to any file.
 */
#ifndef WORLDSWITCH_TRACER_MONITOR_H
#define WORLDSWITCH_TRACER_MONITOR_H

#include <stdbool.h>
#include <stdint.h>

/*
 * A register of a base and a limit, by the name that stands before its value ("IDT="). On the CPU's
 * own thread, where its registers may be read; false where the emulator does not show it.
 */
bool monitor_table(unsigned int cpu, const char *name, uint64_t *base, uint32_t *limit);

#endif
