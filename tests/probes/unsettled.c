// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * In place of probe/core/say.c, and the same but for its values: each is made up to eight times as
 * large by chance, as on a machine that never settles.
 */
#include "probe/core/record.h"

#define VALUES_MAX 256
#define LEAST      1000 /* that is spread: of a few ticks most would be the same again */

/* Knuth, The Art of Computer Programming, volume 2, 3.3.4: MMIX's. */
static uint64_t chance(void)
{
	static uint64_t state;

	state = state * 6364136223846793005 + 1442695040888963407;
	return state >> 33;
}

static size_t spread_values(struct ws_record *record, const char *key, const uint64_t *values,
			    size_t count)
{
	static uint64_t spread[VALUES_MAX];

	for (size_t at = 0; at < count && at < VALUES_MAX; at++)
		spread[at] = values[at] + (values[at] + LEAST) * (chance() % 701) / 100;
	return ws_record_values(record, key, spread, count < VALUES_MAX ? count : VALUES_MAX);
}

#define ws_record_values spread_values
#include "probe/core/say.c" /* NOLINT(bugprone-suspicious-include) */
