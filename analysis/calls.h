/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who called whom on the path: the tree of calls, exceptions included. */
#ifndef WORLDSWITCH_ANALYSIS_CALLS_H
#define WORLDSWITCH_ANALYSIS_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/trace.h>

#include "analysis/classify/flow.h"
#include "analysis/functions.h"

#define WS_CALLS_NONE      UINT32_MAX
#define WS_CALLS_DEPTH_MAX 128 /* deeper calls are counted with the one at this depth */

/* A function in one place of the tree. Parents come before their children. */
struct ws_call {
	uint32_t parent; /* WS_CALLS_NONE of a root */
	uint32_t stage;
	uint32_t function; /* of ws_functions */
	uint32_t origin;   /* of a tail call: the first of those that jumped on; or WS_CALLS_NONE */
	uint32_t from;     /* the call that jumped here when this one began; or WS_CALLS_NONE */
	uint64_t entered;  /* how often; 0 of one that was under way when the stage began */
	uint64_t own;      /* instructions */
	uint64_t inclusive;
};

struct ws_calls {
	struct ws_call *list;
	size_t count;
	size_t capacity;
	/* By executed instruction, in order: the call that it belongs to. */
	uint32_t *of;
	size_t executed;
};

/*
 * The sum of `own` over all calls is what the trace has executed. A function that was under way
 * when the window began is met when something returns to it: it then stands beside what it had
 * called, under what was interrupted, as its own callers are not known. -ENOMEM.
 */
int ws_calls_of(const struct ws_trace *trace, const struct ws_functions *functions, ws_flow_of flow,
		struct ws_calls *calls);
void ws_calls_free(struct ws_calls *calls);

/* Whether a CPU goes on in a stage with what it did in the one before. */
bool ws_stage_goes_on(const struct ws_window *window, uint32_t before, uint32_t stage);

#endif
