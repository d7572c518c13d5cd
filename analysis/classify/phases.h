/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which functions of Linux and Xen are in which phase of a transition. */
#ifndef WORLDSWITCH_ANALYSIS_CLASSIFY_PHASES_H
#define WORLDSWITCH_ANALYSIS_CLASSIFY_PHASES_H

#include "analysis/phases.h"

struct ws_phase_table {
	const struct ws_phase_row *rows;
	size_t count;
};

extern const struct ws_phase_table ws_phases_arm64;
extern const struct ws_phase_table ws_phases_x86_64;

#endif
