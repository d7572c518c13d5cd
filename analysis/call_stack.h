/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The calls that are under way on one stage of a path. */
#ifndef WORLDSWITCH_ANALYSIS_CALL_STACK_H
#define WORLDSWITCH_ANALYSIS_CALL_STACK_H

#include <stdbool.h>
#include <stdint.h>

#include "analysis/calls.h"

struct frame {
	uint32_t call;
	enum ws_world world;
	bool interrupted; /* by an exception: a return does not go beyond it */
	uint64_t left[2]; /* where it was left, and the address after: it goes on at one of them */
};

struct call_stack {
	struct frame frames[WS_CALLS_DEPTH_MAX];
	size_t depth;
};

/* One step: what was executed last, if anything was, and what is executed next. */
struct step {
	const struct ws_trace_instruction *from; /* NULL: the stage begins */
	const struct ws_trace_instruction *to;
	enum ws_flow flow; /* of `from` */
	bool same;         /* both are of one function */
	bool begins;       /* `to` is the first instruction of its function */
	bool inside;       /* both are of one function that has a name, and `to` is not its first */
};

/* What becomes of the stack with a step. */
enum move {
	MOVE_STAY,    /* the same call goes on */
	MOVE_BACK,    /* another call goes on, which the stack now ends with */
	MOVE_ENTER,   /* a call begins, on top of the stack */
	MOVE_REPLACE, /* a call begins or is met, in place of the one on top */
	MOVE_MEET,    /* a call is met that was under way before, on top of the stack */
};

/* Pops what has ended, and notes in the frame on top where it was left. */
enum move call_stack_step(struct call_stack *stack, const struct step *step);

#endif
