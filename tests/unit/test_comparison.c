// SPDX-License-Identifier: GPL-2.0-or-later
/* Verdicts on cells; the permutation test against all permutations, counted by hand. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/analysis.h"
#include "analysis/comparison.h"
#include "analysis/permutation.h"
#include "analysis/statistics.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define SET(...)                                                                                   \
	((struct ws_sorted){(const int64_t[]){__VA_ARGS__},                                        \
			    sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t)})

static double probability_of(struct ws_sorted one, struct ws_sorted other)
{
	double probability;
	double mirrored;

	assert_int_equal(ws_permutation_test(one, other, &probability), 0);
	assert_int_equal(ws_permutation_test(other, one, &mirrored), 0);
	assert_true(probability > mirrored * 0.7 && probability < mirrored * 1.4);
	return probability;
}

/* Of 70 ways to choose 4 of 8 two are as extreme as 4 below 4: 0.0286. */
static void separate_sets_have_their_exact_probability(void **state)
{
	double probability = probability_of(SET(1, 2, 3, 4), SET(5, 6, 7, 8));

	(void)state;
	assert_true(probability > 0.02 && probability < 0.038);
}

/* The sums of their ranks are what is expected: nothing is less extreme. */
static void sets_amid_each_other_are_alike(void **state)
{
	(void)state;
	assert_true(probability_of(SET(1, 4), SET(2, 3)) == 1);
	assert_true(probability_of(SET(7, 7, 7), SET(7, 7)) == 1);
}

static void no_samples_cannot_be_tested(void **state)
{
	double probability;

	(void)state;
	assert_int_equal(ws_permutation_test(SET(1), (struct ws_sorted){NULL, 0}, &probability),
			 -EINVAL);
}

/* Differences of {1, 2, 10} to {4, 5}: -6 -5 2 3 3 4; the third is their median by nearest rank. */
static void shifts_are_the_median_of_all_differences(void **state)
{
	(void)state;
	assert_int_equal(ws_shift(SET(1, 2, 10), SET(4, 5)), 2);
	assert_int_equal(ws_shift(SET(5), SET(5)), 0);
	assert_int_equal(ws_shift(SET(0, 0, 100, 100), SET(5, 5, 105, 105)), 5);
	assert_int_equal(ws_shift(SET(INT64_C(1) << 61), SET(-(INT64_C(1) << 61))),
			 -(INT64_C(1) << 62));
}

/* A counted cell of some samples, as the lab makes it. */
static struct ws_cell counted(const uint64_t *samples, size_t count)
{
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_HYPERCALL, .unit = WS_UNIT_INSTRUCTIONS};
	uint64_t values[16];

	memcpy(values, samples, count * sizeof(*values));
	assert_int_equal(ws_distribution_of(values, count, &cell.distribution), 0);
	cell.value = cell.distribution.mode;
	return cell;
}

#define COUNTED(...)                                                                               \
	counted((const uint64_t[]){__VA_ARGS__},                                                   \
		sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

static struct ws_comparison compare(struct ws_cell old, struct ws_cell now)
{
	struct ws_comparison comparison;

	assert_int_equal(ws_compare(&old, &now, &comparison), 0);
	ws_cell_free(&old);
	ws_cell_free(&now);
	return comparison;
}

static void counts_differ_or_do_not(void **state)
{
	struct ws_comparison worse = compare(COUNTED(100, 100, 100), COUNTED(101, 101, 101));
	struct ws_comparison better = compare(COUNTED(100, 100), COUNTED(50, 50));
	struct ws_comparison same = compare(COUNTED(100, 100, 900), COUNTED(100, 100, 900));

	(void)state;
	assert_true(worse.exact);
	assert_int_equal(worse.change, WS_CHANGE_REGRESSED);
	assert_int_equal(worse.difference, 1);
	assert_true(worse.relative == 0.01);
	assert_int_equal(better.change, WS_CHANGE_IMPROVED);
	assert_int_equal(better.difference, -50);
	assert_int_equal(same.change, WS_CHANGE_SAME);
	assert_false(same.spread);
}

static void a_change_of_the_distribution_alone_is_told(void **state)
{
	struct ws_comparison value = compare(COUNTED(100, 100, 900), COUNTED(100, 100, 901));
	struct ws_comparison share = compare(COUNTED(100, 100, 100, 900), COUNTED(100, 100, 900));
	struct ws_comparison one = compare(COUNTED(100, 100, 900), COUNTED(100, 100, 100));

	(void)state;
	assert_int_equal(value.change, WS_CHANGE_SAME);
	assert_true(value.spread);
	assert_true(share.spread);
	assert_true(one.spread);
}

static void what_is_not_measured_is_new_or_gone(void **state)
{
	struct ws_cell measured = COUNTED(100);
	struct ws_cell crashed = {.verdict = WS_VERDICT_CRASHED, .reason = "it died"};
	struct ws_comparison comparison;

	(void)state;
	assert_int_equal(ws_compare(&measured, &crashed, &comparison), 0);
	assert_int_equal(comparison.change, WS_CHANGE_GONE);
	assert_string_equal(comparison.reason, "it died");
	assert_int_equal(ws_compare(&crashed, &measured, &comparison), 0);
	assert_int_equal(comparison.change, WS_CHANGE_NEW);
	assert_int_equal(ws_compare(NULL, &measured, &comparison), 0);
	assert_int_equal(comparison.change, WS_CHANGE_NEW);
	assert_string_equal(comparison.reason, "it was not asked for");
	assert_int_equal(ws_compare(&measured, NULL, &comparison), 0);
	assert_int_equal(comparison.change, WS_CHANGE_GONE);
	assert_int_equal(ws_compare(&crashed, &crashed, &comparison), 0);
	assert_int_equal(comparison.change, WS_CHANGE_SAME);
	ws_cell_free(&measured);
}

/* A timed cell: samples from `from` on, one by one, so often; null takes 20. */
static struct ws_cell timed(uint64_t from, size_t count)
{
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_HYPERCALL};
	uint64_t *samples = calloc(count, sizeof(*samples));
	uint64_t null[] = {20, 20, 20};

	assert_non_null(samples);
	for (size_t at = 0; at < count; at++)
		samples[at] =
			from + at * 7 % count; /* 7: the halves have the same median, nearly */
	assert_int_equal(ws_cell_time((struct ws_samples){samples, count},
				      (struct ws_samples){null, COUNT(null)}, WS_UNIT_CYCLES, 1,
				      &cell),
			 0);
	free(samples);
	return cell;
}

static void samples_have_to_pass_test_and_floor(void **state)
{
	struct ws_comparison same = compare(timed(10020, 100), timed(10020, 100));
	struct ws_comparison little = compare(timed(10020, 100), timed(10120, 100));
	struct ws_comparison worse = compare(timed(10020, 100), timed(10520, 100));
	struct ws_comparison better = compare(timed(10520, 100), timed(10020, 100));
	struct ws_comparison few = compare(timed(10020, 4), timed(10520, 4));

	(void)state;
	assert_int_equal(same.change, WS_CHANGE_SAME);
	assert_int_equal(little.change, WS_CHANGE_SAME);
	assert_true(little.probability <= WS_COMPARISON_LEVEL);
	assert_int_equal(worse.change, WS_CHANGE_REGRESSED);
	assert_false(worse.exact);
	assert_int_equal(worse.difference, 500);
	assert_int_equal(better.change, WS_CHANGE_IMPROVED);
	assert_int_equal(few.change, WS_CHANGE_INCONCLUSIVE);
	assert_string_equal(few.reason, "the difference may be chance");
}

static void samples_too_wide_cannot_tell_that_nothing_changed(void **state)
{
	struct ws_comparison comparison = compare(timed(1020, 2000), timed(1020, 2000));

	(void)state;
	assert_int_equal(comparison.change, WS_CHANGE_INCONCLUSIVE);
}

static void drift_is_no_change(void **state)
{
	struct ws_cell old = timed(10020, 100);
	struct ws_cell now = timed(10520, 100);
	struct ws_comparison comparison;

	(void)state;
	now.timing->late = now.timing->early + 300;
	assert_int_equal(ws_compare(&old, &now, &comparison), 0);
	assert_int_equal(comparison.change, WS_CHANGE_INCONCLUSIVE);
	assert_string_equal(comparison.reason, "the samples drift as much as they differ");
	ws_cell_free(&old);
	ws_cell_free(&now);
}

static void counted_and_timed_cannot_be_compared(void **state)
{
	struct ws_cell cycles = timed(10020, 100);
	struct ws_cell batched = timed(10020, 100);

	(void)state;
	assert_int_equal(compare(COUNTED(100), timed(100, 9)).change, WS_CHANGE_INCOMPARABLE);
	batched.timing->batch = 16;
	assert_int_equal(compare(cycles, batched).change, WS_CHANGE_INCOMPARABLE);
}

/* Values that only a hostile document has. */
static void the_largest_values_do_not_overflow(void **state)
{
	struct ws_comparison comparison = compare(timed(INT64_MAX - 9, 9), timed(20, 9));

	(void)state;
	assert_true(comparison.difference < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(separate_sets_have_their_exact_probability),
		cmocka_unit_test(sets_amid_each_other_are_alike),
		cmocka_unit_test(no_samples_cannot_be_tested),
		cmocka_unit_test(shifts_are_the_median_of_all_differences),
		cmocka_unit_test(counts_differ_or_do_not),
		cmocka_unit_test(a_change_of_the_distribution_alone_is_told),
		cmocka_unit_test(what_is_not_measured_is_new_or_gone),
		cmocka_unit_test(samples_have_to_pass_test_and_floor),
		cmocka_unit_test(samples_too_wide_cannot_tell_that_nothing_changed),
		cmocka_unit_test(drift_is_no_change),
		cmocka_unit_test(counted_and_timed_cannot_be_compared),
		cmocka_unit_test(the_largest_values_do_not_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
