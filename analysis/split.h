/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the windows that share one total divide it among stages and worlds. */
#ifndef WORLDSWITCH_ANALYSIS_SPLIT_H
#define WORLDSWITCH_ANALYSIS_SPLIT_H

#include <stddef.h>
#include <stdint.h>

#include <worldswitch/windows.h>

/*
 * The most frequent split among the windows whose total is `total`, of which there is at least one;
 * of equally frequent ones the one of fewest stages, then the first in the order of what the stages
 * hold. NULL: no memory.
 */
const struct ws_window *ws_split_of(const struct ws_window *const *windows, size_t count,
				    uint64_t total);

#endif
