/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the markers mean: windows and cells, and whether to believe them. Markers come from a guest:
 * any of them, with any operands, in any order.
 */
#ifndef WORLDSWITCH_TRACER_CELLS_H
#define WORLDSWITCH_TRACER_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/worlds.h>

/* Counts instructions from one marker to another; count.h has the designs. */
struct counter {
	void (*open)(unsigned int cpu);
	/* What was executed since, by world; false where some of it cannot be told. */
	bool (*close)(unsigned int cpu, uint64_t instructions[WS_WORLD_COUNT]);
};

/* A marker as it is executed. */
struct marker {
	unsigned int number; /* of markers.h */
	unsigned int cpu;
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
