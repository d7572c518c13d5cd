// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A permutation test of the sum of ranks (Pitman's test on Wilcoxon's scores): it needs no shape of
 * the distribution, and one sample far away weighs no more than any other.
 */
#include "analysis/permutation.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

/* The ranks of both sets together, doubled, since equal samples share the mean of theirs. */
struct ranks {
	uint64_t *doubled;
	size_t count;
	size_t chosen; /* of which this many are the smaller set's */
	uint64_t sum;  /* theirs */
};

/* Marsaglia's xorshift64*, here for its speed; what it begins with is of no importance. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * UINT64_C(0x2545f4914f6cdd1d);
}

/* Below limit, which fits into 32 bits; the bias is below 2^-32. */
static size_t random_below(uint64_t *state, size_t limit)
{
	return (size_t)(((next_random(state) >> 32) * limit) >> 32);
}

static size_t equal_from(struct ws_sorted set, size_t at, int64_t value)
{
	size_t end = at;

	while (end < set.count && set.values[end] == value)
		end++;
	return end - at;
}

/* Merges the two, group by group of equal samples. */
static void rank_all(struct ws_sorted chosen, struct ws_sorted rest, struct ranks *ranks)
{
	size_t at[2] = {0, 0};

	while (ranks->count < chosen.count + rest.count) {
		bool take_rest = at[0] == chosen.count ||
				 (at[1] < rest.count && rest.values[at[1]] < chosen.values[at[0]]);
		int64_t value = take_rest ? rest.values[at[1]] : chosen.values[at[0]];
		size_t of_chosen = equal_from(chosen, at[0], value);
		size_t of_rest = equal_from(rest, at[1], value);
		uint64_t doubled = 2 * (uint64_t)ranks->count + of_chosen + of_rest + 1;

		for (size_t i = 0; i < of_chosen + of_rest; i++)
			ranks->doubled[ranks->count++] = doubled;
		ranks->sum += doubled * of_chosen;
		at[0] += of_chosen;
		at[1] += of_rest;
	}
}

/* The sum of the ranks of as many as were chosen, at random: the first steps of a shuffling. */
static uint64_t random_sum(struct ranks *ranks, uint64_t *state)
{
	uint64_t sum = 0;

	for (size_t at = 0; at < ranks->chosen; at++) {
		size_t other = at + random_below(state, ranks->count - at);
		uint64_t taken = ranks->doubled[other];

		ranks->doubled[other] = ranks->doubled[at];
		ranks->doubled[at] = taken;
		sum += taken;
	}
	return sum;
}

/* From what is expected of the chosen; their mean is (count + 1) / 2, and the ranks are doubled. */
static uint64_t deviation(const struct ranks *ranks, uint64_t sum)
{
	uint64_t expected = ranks->chosen * ((uint64_t)ranks->count + 1);

	return sum > expected ? sum - expected : expected - sum;
}

/* So many shufflings as extreme as what was observed tell enough. */
#define EXTREME_ENOUGH 40

static double shuffle(struct ranks *ranks)
{
	uint64_t state = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t observed = deviation(ranks, ranks->sum);
	unsigned int extreme = 0;

	for (unsigned int turn = 1; turn <= WS_PERMUTATIONS; turn++) {
		extreme += deviation(ranks, random_sum(ranks, &state)) >= observed;
		if (extreme == EXTREME_ENOUGH)
			return (double)extreme / turn;
	}
	return (double)(extreme + 1) / (WS_PERMUTATIONS + 1);
}

int ws_permutation_test(struct ws_sorted one, struct ws_sorted other, double *probability)
{
	struct ws_sorted chosen = one.count <= other.count ? one : other;
	struct ws_sorted rest = one.count <= other.count ? other : one;
	struct ranks ranks = {.chosen = chosen.count};

	if (!chosen.count || rest.count > UINT32_MAX - chosen.count)
		return -EINVAL;
	ranks.doubled = malloc((chosen.count + rest.count) * sizeof(*ranks.doubled));
	if (!ranks.doubled)
		return -ENOMEM;
	rank_all(chosen, rest, &ranks);
	*probability = shuffle(&ranks);
	free(ranks.doubled);
	return 0;
}

/* How many differences are at most limit; both sets ascend, so that one walk is enough. */
static uint64_t differences_up_to(struct ws_sorted from, struct ws_sorted to, int64_t limit)
{
	uint64_t found = 0;
	size_t end = 0;

	for (size_t at = 0; at < from.count; at++) {
		while (end < to.count && to.values[end] - from.values[at] <= limit)
			end++;
		found += end;
	}
	return found;
}

int64_t ws_shift(struct ws_sorted from, struct ws_sorted to)
{
	uint64_t needed = ((uint64_t)from.count * to.count + 1) / 2;
	int64_t low = to.values[0] - from.values[from.count - 1];
	int64_t high = to.values[to.count - 1] - from.values[0];

	while (low < high) {
		int64_t middle = low + (high - low) / 2;

		if (differences_up_to(from, to, middle) >= needed)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}
