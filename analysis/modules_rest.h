/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where does a module lie that too few calls arrive at? Where it alone explains all of the kernel's
 * code that is neither in the image nor in a module that was found.
 */
#ifndef WORLDSWITCH_ANALYSIS_MODULES_REST_H
#define WORLDSWITCH_ANALYSIS_MODULES_REST_H

#include "analysis/modules.h"

/* A module is moved by whole ones, the smallest that there are. */
#define WS_MODULES_PAGE_MASK UINT64_C(0xfff)

/* Where calls went to, outside the image, each address once. */
struct ws_call_targets {
	uint64_t *list;
	size_t count;
};

/* One more module at the most. -ENOMEM. */
int ws_modules_add_rest(const struct ws_trace *trace, const struct ws_symbols *symbols,
			enum ws_world world, const struct ws_call_targets *targets,
			struct ws_modules *modules);

#endif
