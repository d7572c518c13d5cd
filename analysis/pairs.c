// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Those that differ in the least come together first, whatever their order: of two kernels on two
 * CPU models each, the same model finds the same model before anything else is looked at.
 */
#include "analysis/pairs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define NOT_A_PAIR UINT16_MAX

struct pairing {
	const struct ws_result *old, *now;
	size_t old_count, now_count;
	uint16_t *distances; /* of now's results in rows, old's in columns */
	bool *old_taken;
	size_t *partners; /* of now's: old's position, or old_count */
};

/* Another machine is farther than any other kernel: circumstances weigh more. */
static int distance_of(const struct ws_result *old, const struct ws_result *now, uint16_t *distance)
{
	static const struct ws_across nothing;
	struct ws_differences differences;
	size_t sum = 0;
	int failed;

	*distance = NOT_A_PAIR;
	if (strcmp(old->target, now->target) != 0)
		return 0;
	failed = ws_differences_of(old, now, &nothing, &differences);
	for (size_t at = 0; at < differences.count; at++)
		sum += differences.list[at].weight == WS_WEIGHT_CIRCUMSTANCE ? 64 : 1;
	free(differences.list);
	*distance = sum < NOT_A_PAIR ? (uint16_t)sum : NOT_A_PAIR - 1;
	return failed;
}

static int measure(struct pairing *pairing)
{
	int failed = 0;

	for (size_t at = 0; at < pairing->now_count; at++)
		for (size_t old = 0; old < pairing->old_count && !failed; old++)
			failed = distance_of(&pairing->old[old], &pairing->now[at],
					     &pairing->distances[at * pairing->old_count + old]);
	return failed;
}

/* The smallest distance from `least` on that is between two without a partner. */
static uint16_t next_distance(const struct pairing *pairing, uint16_t least)
{
	uint16_t next = NOT_A_PAIR;

	for (size_t at = 0; at < pairing->now_count; at++)
		for (size_t old = 0; old < pairing->old_count; old++) {
			uint16_t distance = pairing->distances[at * pairing->old_count + old];

			if (distance >= least && distance < next && !pairing->old_taken[old] &&
			    pairing->partners[at] == pairing->old_count)
				next = distance;
		}
	return next;
}

static void join_at(struct pairing *pairing, uint16_t distance)
{
	for (size_t at = 0; at < pairing->now_count; at++)
		for (size_t old = 0; old < pairing->old_count; old++) {
			if (pairing->partners[at] != pairing->old_count ||
			    pairing->old_taken[old] ||
			    pairing->distances[at * pairing->old_count + old] != distance)
				continue;
			pairing->partners[at] = old;
			pairing->old_taken[old] = true;
		}
}

static void join_all(struct pairing *pairing)
{
	for (size_t at = 0; at < pairing->now_count; at++)
		pairing->partners[at] = pairing->old_count;
	for (uint16_t at = next_distance(pairing, 0); at != NOT_A_PAIR;
	     at = next_distance(pairing, at))
		join_at(pairing, at);
}

static void tell(const struct pairing *pairing, struct ws_changes *changes)
{
	for (size_t at = 0; at < pairing->now_count; at++) {
		struct ws_changed_result *result = &changes->list[changes->count++];

		result->now = &pairing->now[at];
		if (pairing->partners[at] < pairing->old_count)
			result->old = &pairing->old[pairing->partners[at]];
	}
	for (size_t old = 0; old < pairing->old_count; old++)
		if (!pairing->old_taken[old])
			changes->list[changes->count++].old = &pairing->old[old];
}

int ws_pair(const struct ws_result *old, size_t old_count, const struct ws_result *now,
	    size_t now_count, struct ws_changes *changes)
{
	struct pairing pairing = {
		.old = old,
		.now = now,
		.old_count = old_count,
		.now_count = now_count,
		.distances = calloc(old_count * now_count + 1, sizeof(*pairing.distances)),
		.old_taken = calloc(old_count + 1, sizeof(*pairing.old_taken)),
		.partners = calloc(now_count + 1, sizeof(*pairing.partners)),
	};
	int failed = pairing.distances && pairing.old_taken && pairing.partners ? 0 : -ENOMEM;

	if (!failed)
		failed = measure(&pairing);
	if (!failed) {
		join_all(&pairing);
		tell(&pairing, changes);
	}
	free(pairing.distances);
	free(pairing.old_taken);
	free(pairing.partners);
	return failed;
}
