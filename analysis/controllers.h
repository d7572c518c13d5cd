/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The interrupt controllers that machines have: the one place, outside of what is an architecture's
 * own, where they have names. A name is the key of `machine` (worldswitch/records.h), a property of
 * a result, and an option of `run` and `explain`, all the same word.
 */
#ifndef WORLDSWITCH_ANALYSIS_CONTROLLERS_H
#define WORLDSWITCH_ANALYSIS_CONTROLLERS_H

#include <stddef.h>
#include <stdint.h>

#define WS_CONTROLLER_VERSIONS 4
#define WS_CONTROLLER_TEXT_MAX 16

struct ws_controller {
	const char *name;
	const char *shown;                            /* before the version, to people */
	const char *versions[WS_CONTROLLER_VERSIONS]; /* by number; NULL: it is the number */
};

extern const struct ws_controller ws_controllers[];
extern const size_t ws_controller_count;

/* A version as results have it; of a controller that is not known, too. */
void ws_controller_version(const char *name, uint32_t version, char text[WS_CONTROLLER_TEXT_MAX]);

#endif
