/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which functions of Linux and Xen are in which phase of a transition. */
#ifndef WORLDSWITCH_ANALYSIS_CLASSIFY_PHASES_H
#define WORLDSWITCH_ANALYSIS_CLASSIFY_PHASES_H

#include "analysis/phases.h"

struct ws_phase_table {
	const struct ws_phase_row *rows;
	size_t count;
};

/* What a function whose name begins so is part of; and one with which the way in begins. */
#define ROW(name, on_the_way_out, on_the_way_in)                                                   \
	{                                                                                          \
		.prefix = (name), .out = WS_PHASE_##on_the_way_out,                                \
		.in = WS_PHASE_##on_the_way_in,                                                    \
	}
#define TURN(name)                                                                                 \
	{                                                                                          \
		.prefix = (name), .out = WS_PHASE_HANDLE, .in = WS_PHASE_HANDLE, .turns = true     \
	}

extern const struct ws_phase_table ws_phases_arm64;
extern const struct ws_phase_table ws_phases_x86_64;

#endif
