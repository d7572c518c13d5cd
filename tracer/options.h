/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plugin's arguments: fd=N, mode=fast|oracle, and of a version 2 interrupt controller the
 * physical addresses of two registers: sgir=ADDRESS, that CPUs interrupt each other by, and
 * iar=ADDRESS, that tells a CPU which interrupt it has taken; of x86-64's local one icr=ADDRESS,
 * the lower half of the interrupt command register; trace=CELL:TOTAL, of which cell a window of
 * which total, or trace=CELL, of each total, is to be taken apart (worldswitch/trace.h), and
 * trace-limit=N, how many instructions of it are written, if fewer than a trace may hold;
 * data-fd=N, where the bytes of WS_MARKER_DATA go. Nothing else.
 */
#ifndef WORLDSWITCH_TRACER_OPTIONS_H
#define WORLDSWITCH_TRACER_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#define OPTIONS_USAGE                                                                              \
	"there are fd=N, mode=fast|oracle, sgir=ADDRESS, iar=ADDRESS, icr=ADDRESS, "               \
	"trace=CELL[:TOTAL], trace-limit=N and data-fd=N"

struct options {
	int fd;
	int data_fd; /* -1: there is none */
	const char *mode;
	uint64_t sgir; /* 0: there is none */
	uint64_t iar;
	uint64_t icr;
	bool trace; /* windows are taken apart */
	uint32_t trace_cell;
	uint64_t trace_total; /* 0: one of each total */
	uint64_t trace_limit; /* of instructions; 0: as many as a trace may hold */
};

/* The argument that is wrong, or NULL. */
const char *options_parse(int argc, char **argv, struct options *options);

/*
 * Why these arguments do not go together, or NULL. With one register of a controller alone no
 * message between CPUs would be seen to arrive, or none to be sent: windows that cross CPUs, all
 * mixed.
 */
const char *options_conflict(const struct options *options);

#endif
