/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How long what is timed may take, for every program that asks for it. Where each cell works the
 * whole table has an end that users may count on: its cells one after the other, each for as long
 * as it is sampled at most, and what comes before and after them.
 */
#ifndef WORLDSWITCH_LIMITS_H
#define WORLDSWITCH_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/benchmarks.h>

#define WS_DURATION_MS     120 /* a cell's sampling, where nobody says more or less */
#define WS_DURATION_MS_MAX 60000
#define WS_TABLE_MS        2000
#define WS_TABLE_REST_MS   500 /* of those: to start a VM and its guest, to end them, to print */

_Static_assert(WS_BENCHMARK_COUNT *WS_DURATION_MS + WS_TABLE_REST_MS <= WS_TABLE_MS,
	       "the whole table takes as long as it may");

/* A step of a cell that takes longer has no end. */
#define WS_PATIENCE_S     2
#define WS_PATIENCE_S_MAX 3600

/* Under a VMM that does not know of steps a guest is given up when it has said nothing for so long.
 */
#define WS_SILENCE_S 20

#define WS_TIMEOUT_S_MAX 86400

/* The least of it that so many cells may need, each sampled for so long. */
static inline uint32_t ws_timeout_least(uint32_t cells, uint32_t duration_ms)
{
	return (cells * duration_ms + WS_TABLE_REST_MS) / 1000 + 1;
}

/* No counter that times goes slower or faster: another figure, in Hz, is of broken firmware. */
#define WS_FREQUENCY_MIN UINT64_C(1000)
#define WS_FREQUENCY_MAX UINT64_C(1000000000000)

static inline bool ws_is_frequency(uint64_t frequency)
{
	return frequency >= WS_FREQUENCY_MIN && frequency <= WS_FREQUENCY_MAX;
}

/* The most samples that a cell has, where nobody says more or less. */
#define WS_SAMPLES_DEFAULT 20000

#endif
