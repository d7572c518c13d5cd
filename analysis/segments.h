/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of one window, by the stages of its path and the worlds of each. */
#ifndef WORLDSWITCH_ANALYSIS_SEGMENTS_H
#define WORLDSWITCH_ANALYSIS_SEGMENTS_H

#include "analysis/analysis.h"

/* Of a window with at least one stage; the baseline is taken off where END was executed. */
void ws_segments_of(const struct ws_window *window, enum ws_benchmark benchmark,
		    const struct ws_baseline *baseline, struct ws_segments *segments);

#endif
