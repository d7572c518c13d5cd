// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Raw samples. They are kept as the clock read them: a tick may be many nanoseconds long, and only
 * the mean over a batch of windows says more than that.
 */
#include "records/samples.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST       256
#define NANOSECONDS_IN_S 1000000000u

static int make_room(struct samples *samples, size_t count)
{
	size_t room = samples->room ? samples->room : ROOM_FIRST;
	uint64_t *ticks;

	while (room < count)
		room *= 2;
	if (room == samples->room)
		return 0;
	ticks = realloc(samples->ticks, room * sizeof(*ticks));
	if (!ticks)
		return -ENOMEM;
	samples->ticks = ticks;
	samples->room = room;
	return 0;
}

int samples_add(struct samples *samples, const struct record *record)
{
	size_t count = samples->count + record->value_count;

	if (count > SAMPLES_MAX)
		return -E2BIG;
	if (make_room(samples, count))
		return -ENOMEM;
	memcpy(samples->ticks + samples->count, record->values,
	       record->value_count * sizeof(*record->values));
	samples->count = count;
	return 0;
}

void samples_free(struct samples *samples)
{
	free(samples->ticks);
	*samples = (struct samples){0};
}

enum ws_unit samples_unit(const struct samples_clock *clock)
{
	return clock->ticks ? WS_UNIT_NANOSECONDS : WS_UNIT_CYCLES;
}

/* The nearest to ticks * times / parts. */
static int scale(uint64_t ticks, uint64_t times, unsigned __int128 parts, uint64_t *value)
{
	unsigned __int128 wide = ((unsigned __int128)ticks * times + parts / 2) / parts;

	if (wide > INT64_MAX)
		return -ERANGE;
	*value = (uint64_t)wide;
	return 0;
}

int samples_values(const struct samples *samples, const struct samples_clock *clock, uint32_t batch,
		   uint64_t **values)
{
	unsigned __int128 parts = batch;
	uint64_t times = 1;
	int result = 0;

	if (!samples->count)
		return -EINVAL;
	if (clock->ticks) {
		parts *= clock->frequency;
		times = NANOSECONDS_IN_S;
	}
	if (!parts)
		return -ERANGE;
	*values = calloc(samples->count, sizeof(**values));
	if (!*values)
		return -ENOMEM;
	for (size_t at = 0; at < samples->count && !result; at++)
		result = scale(samples->ticks[at], times, parts, &(*values)[at]);
	if (result)
		free(*values);
	return result;
}
