/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a kernel's modules lie in the run that was traced. Their symbols may be of another boot of
 * the same kernel, and where a module is loaded depends on what was loaded and freed before it. A
 * module lies where calls go to beginnings of its functions.
 */
#ifndef WORLDSWITCH_ANALYSIS_MODULES_H
#define WORLDSWITCH_ANALYSIS_MODULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/trace.h>

#include "analysis/classify/flow.h"
#include "analysis/symbols.h"

#define WS_MODULES_MAX 32

/* One that was found, and by how much it lies above the addresses of its symbols. */
struct ws_module {
	const char *name; /* the symbols' */
	uint64_t shift;
};

struct ws_modules {
	struct ws_module list[WS_MODULES_MAX];
	size_t count;
};

/*
 * Of the code of one world, whose symbols these are. A module of which it cannot be told is not
 * there: none of its code has a name. -ENOMEM.
 */
int ws_modules_find(const struct ws_trace *trace, const struct ws_symbols *symbols,
		    enum ws_world world, ws_flow_of flow, struct ws_modules *modules);

/* Whether that one was found. */
bool ws_modules_have(const struct ws_modules *modules, const char *name);

/* The function of one of these modules that an address lies in, or NULL. */
const struct ws_symbol *ws_modules_symbol(const struct ws_modules *modules,
					  const struct ws_symbols *symbols, uint64_t address);

#endif
