/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whose function each instruction of a trace is. */
#ifndef WORLDSWITCH_ANALYSIS_FUNCTIONS_H
#define WORLDSWITCH_ANALYSIS_FUNCTIONS_H

#include <stddef.h>
#include <stdint.h>

#include <worldswitch/trace.h>

#include "analysis/classify/flow.h"
#include "analysis/symbols.h"

/* What each world's code is named by; NULL where there is nothing. */
struct ws_naming {
	const struct ws_symbols *symbols[WS_WORLD_COUNT];
	const char *otherwise[WS_WORLD_COUNT]; /* all of a world is one function of this name */
};

/* One function as one world executes it. */
struct ws_function {
	enum ws_world world;
	uint64_t address;   /* of the function; of the instruction where there is no name */
	const char *name;   /* owned by the naming; NULL where there is none */
	const char *module; /* "" where it is in no module */
};

struct ws_functions {
	struct ws_function *list; /* in the order in which they are first executed */
	size_t count;
	uint32_t *of; /* by instruction of the trace: its place in the list */
};

/*
 * An address that is in no function is looked up by its place: code that is mapped twice has a
 * symbol for one of the two addresses only (trace.h). Instructions without a name are functions of
 * their own each, by the page that they lie in. -ENOMEM.
 */
int ws_functions_of(const struct ws_trace *trace, const struct ws_naming *naming, ws_flow_of flow,
		    struct ws_functions *functions);
void ws_functions_free(struct ws_functions *functions);

#endif
