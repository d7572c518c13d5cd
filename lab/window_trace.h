/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of one window taken apart (worldswitch/trace.h), read strictly and within bounds. */
#ifndef WORLDSWITCH_LAB_WINDOW_TRACE_H
#define WORLDSWITCH_LAB_WINDOW_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/trace.h>

enum window_trace_state { WINDOW_TRACE_NONE, WINDOW_TRACE_OPEN, WINDOW_TRACE_ENDED };

/* Zero-initialised is empty. */
struct window_trace {
	enum window_trace_state state;
	uint32_t cell;
	uint32_t number; /* of the window in its cell */
	struct ws_trace trace;
	size_t instruction_capacity;
	size_t run_capacity;
};

void window_trace_free(struct window_trace *trace);

/* The one that follows in the same stream: its code lies where the first one's does. */
void window_trace_next(const struct window_trace *trace, struct window_trace *next);

/* Whether a line begins like one of these, or like the first of a window. */
bool window_trace_knows(const char *line);
bool window_trace_begins(const char *line);

/*
 * Takes a line; `window` is the one that the stream reported last, NULL where there was none in
 * this cell. -EBADMSG: malformed, out of order, or not the trace of that window; -EOVERFLOW: more
 * than a trace can hold; -ENOMEM.
 */
int window_trace_line(struct window_trace *trace, const char *line, const struct ws_window *window);

#endif
