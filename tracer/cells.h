/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the markers mean: windows and cells, and whether to believe them. Markers come from a guest:
 * any of them, with any operands, in any order.
 */
#ifndef WORLDSWITCH_TRACER_CELLS_H
#define WORLDSWITCH_TRACER_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/windows.h>
#include <worldswitch/worlds.h>

/* Counts instructions from one marker to another; count.h has the designs. CPUs are numbers. */
struct counter {
	void (*open)(unsigned int cpu);
	/* NULL, or why what was executed since cannot be told. */
	const char *(*close)(unsigned int cpu, struct ws_window *window);
	/* The window that is open is not wanted any more. */
	void (*drop)(void);
	/* For a counter that has more to say, else NULL: a cell begins; its window of that number
	 * was reported. */
	void (*cell)(uint32_t number);
	void (*reported)(uint32_t number, const struct ws_window *window);
};

/* A marker as it is executed. */
struct marker {
	unsigned int number; /* of markers.h */
	unsigned int cpu;    /* see cpus.h */
	enum ws_world world;
	uint64_t operands[3];
};

void cells_start(const struct counter *design);
void cells_marker(const struct marker *marker);

/* Ends the stream with a reason: nothing that was counted is to be believed. */
__attribute__((format(printf, 1, 2))) void cells_refuse(const char *format, ...);

/* The emulator ends. */
void cells_stop(void);

#endif
