/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What of a console shows that a run gets on: its landmarks, each where it is passed first. What a
 * guest or a kernel says again and again is none, however regular: a guest that exits in a loop may
 * have the kernel print a line each time, and gets nowhere.
 */
#ifndef WORLDSWITCH_LAB_LANDMARKS_H
#define WORLDSWITCH_LAB_LANDMARKS_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/console.h"

/* Those passed; zero-initialised: none. */
struct landmarks {
	uint32_t kernel;                    /* bit N: console_event_kind N */
	uint32_t records;                   /* bit N: record_kind N, of those of no benchmark */
	uint32_t announced, started, ended; /* bit N: benchmark N */
};

/* Whether the event is one that was not passed before. */
bool landmarks_pass(struct landmarks *landmarks, const struct console_event *event);

#endif
