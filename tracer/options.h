/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plugin's arguments: fd=N, mode=fast|oracle, and of a version 2 interrupt controller the
 * physical addresses of two registers: sgir=ADDRESS, that CPUs interrupt each other by, and
 * iar=ADDRESS, that tells a CPU which interrupt it has taken. Nothing else.
 */
#ifndef WORLDSWITCH_TRACER_OPTIONS_H
#define WORLDSWITCH_TRACER_OPTIONS_H

#include <stdint.h>

#define OPTIONS_USAGE "there are fd=N, mode=fast|oracle, sgir=ADDRESS and iar=ADDRESS"

struct options {
	int fd;
	const char *mode;
	uint64_t sgir; /* 0: there is none */
	uint64_t iar;
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
