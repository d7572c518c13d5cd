/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the windows that share one total divide it among the worlds. */
#ifndef WORLDSWITCH_ANALYSIS_SPLIT_H
#define WORLDSWITCH_ANALYSIS_SPLIT_H

#include <stddef.h>
#include <stdint.h>

#include <worldswitch/windows.h>

/*
 * The most frequent split among the windows whose total is `total`, of which there is at least one;
 * of equally frequent ones the first in the order of the worlds. NULL: no memory.
 */
const struct ws_window *ws_split_of(const struct ws_window *windows, size_t count, uint64_t total);

#endif
