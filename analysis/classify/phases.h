/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which functions of Linux and Xen are in which phase of a transition. */
#ifndef WORLDSWITCH_ANALYSIS_CLASSIFY_PHASES_H
#define WORLDSWITCH_ANALYSIS_CLASSIFY_PHASES_H

#include "analysis/phases.h"

/*
 * What a function of LINUX or XEN whose name begins so is part of; one with which the way in
 * begins; and one that is part of that only where nothing around it is of another phase.
 */
#define ROW(whose, name, on_the_way_out, on_the_way_in)                                            \
	{                                                                                          \
		.owner = WS_OWNER_##whose, .prefix = (name), .out = WS_PHASE_##on_the_way_out,     \
		.in = WS_PHASE_##on_the_way_in,                                                    \
	}
#define TURN(whose, name)                                                                          \
	{                                                                                          \
		.owner = WS_OWNER_##whose, .prefix = (name), .out = WS_PHASE_HANDLE,               \
		.in = WS_PHASE_HANDLE, .turns = true,                                              \
	}
#define YIELD(whose, name, on_the_way_out, on_the_way_in)                                          \
	{                                                                                          \
		.owner = WS_OWNER_##whose, .prefix = (name), .out = WS_PHASE_##on_the_way_out,     \
		.in = WS_PHASE_##on_the_way_in, .yields = true,                                    \
	}

extern const struct ws_phase_table ws_phases_arm64;
extern const struct ws_phase_table ws_phases_x86_64;

#endif
