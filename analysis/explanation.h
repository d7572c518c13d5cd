/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A window explained: what was executed, by whom, on what. Every breakdown is a sum over the same
 * instructions, the window's without the markers' own, and so adds up to the cell's value.
 */
#ifndef WORLDSWITCH_ANALYSIS_EXPLANATION_H
#define WORLDSWITCH_ANALYSIS_EXPLANATION_H

#include <stddef.h>
#include <stdint.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/result.h>
#include <worldswitch/trace.h>

#include "analysis/calls.h"
#include "analysis/classes.h"
#include "analysis/classify/entry.h"
#include "analysis/classify/phases.h"
#include "analysis/functions.h"
#include "support/error.h"

/* What has to be known of an architecture to explain its code. */
struct ws_code {
	const char *architecture; /* as identifiers of targets begin */
	ws_flow_of flow;
	struct ws_spent *(*classes)(const struct ws_trace *trace,
				    const struct ws_functions *functions);
	const struct entry_table *entry;
	const struct ws_phase_table *phases;
};

/* NULL where code of that target cannot be explained. */
const struct ws_code *ws_code_of(const char *target);

struct ws_explanation {
	const char *target;    /* not owned */
	const char *variation; /* what tells it from the same cell of others, not owned; or "" */
	enum ws_benchmark benchmark;
	uint64_t value; /* instructions, as the cell has it */
	uint64_t baseline;
	struct ws_trace *trace;
	struct ws_functions functions;
	struct ws_calls calls;
	struct ws_spent *spent; /* by executed instruction */
	uint8_t *phases;        /* enum ws_phase, likewise */
};

/* What is explained: a cell that was measured, and how. */
struct ws_explained_cell {
	const char *target;
	const char *variation; /* NULL: "" */
	enum ws_benchmark benchmark;
	uint64_t value;
	uint64_t baseline;
};

/*
 * Explains a trace, of which the markers' own instructions are taken off at its end, where END is;
 * the trace and what the naming names by have to live as long. -ERANGE: it is not a trace of a
 * window that costs what the cell says; -EOVERFLOW: it was cut, and the line has the window's
 * totals; -ENOMEM.
 */
int ws_explain(struct ws_trace *trace, const struct ws_naming *naming,
	       const struct ws_explained_cell *cell, struct ws_explanation *explanation,
	       struct ws_error *error);
void ws_explanation_free(struct ws_explanation *explanation);

/* One part of a breakdown. Parts are sorted by what they hold, most first. */
struct ws_part {
	enum ws_world world;
	uint32_t key; /* function, or class * WS_DIRECTION_COUNT + direction, or phase, stage */
	uint64_t own;
	uint64_t inclusive; /* by function; else as own */
	uint64_t entered;   /* by function */
};

enum ws_axis { WS_AXIS_PHASE, WS_AXIS_CLASS, WS_AXIS_FUNCTION, WS_AXIS_CPU, WS_AXIS_COUNT };

/* The parts that are not 0; allocated. -ENOMEM. */
int ws_parts_of(const struct ws_explanation *explanation, enum ws_axis axis, struct ws_part **parts,
		size_t *count);

#endif
