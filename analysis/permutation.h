/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether two sets of samples are from one source, and by how much one is shifted if not. */
#ifndef WORLDSWITCH_PERMUTATION_H
#define WORLDSWITCH_PERMUTATION_H

#include <stddef.h>
#include <stdint.h>

/* Samples in ascending order; signed, since what was taken off may be more than a sample is. */
struct ws_sorted {
	const int64_t *values;
	size_t count;
};

/*
 * How probable it is that two sets from one source differ in the sum of their ranks as much as
 * these do: a permutation test, two-sided, of WS_PERMUTATIONS shufflings by a generator that begins
 * at the same place each time, so that the same samples give the same answer. It ends early where
 * the answer is plain (Besag and Clifford, "Sequential Monte Carlo p-values", Biometrika 78).
 * At least 1 / (WS_PERMUTATIONS + 1). -ENOMEM; -EINVAL for no samples, or more than UINT32_MAX.
 */
#define WS_PERMUTATIONS 1999
int ws_permutation_test(struct ws_sorted one, struct ws_sorted other, double *probability);

/*
 * The median of all differences of a sample of `to` less one of `from` (Hodges and Lehmann): the
 * shift between two sources of the same shape, also where they have two modes. Not empty.
 */
int64_t ws_shift(struct ws_sorted from, struct ws_sorted to);

#endif
