// SPDX-License-Identifier: GPL-2.0-or-later
/* Headlines and percentiles at the edges: one sample, ties, ranks that just do or don't move. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/analysis.h"

static struct ws_distribution distribution_of(uint64_t *values, size_t count)
{
	struct ws_distribution distribution;

	assert_int_equal(ws_distribution_of(values, count, &distribution), 0);
	return distribution;
}

static void no_samples_are_refused(void **state)
{
	struct ws_distribution distribution;
	uint64_t value = 1;

	(void)state;
	assert_int_equal(ws_distribution_of(&value, 0, &distribution), -EINVAL);
	assert_int_equal(ws_distribution_of(&value, (size_t)UINT32_MAX + 1, &distribution),
			 -EINVAL);
}

static void one_sample_is_everything(void **state)
{
	uint64_t values[] = {UINT64_MAX};
	struct ws_distribution distribution = distribution_of(values, 1);

	(void)state;
	assert_int_equal(distribution.bin_count, 1);
	assert_int_equal(distribution.bins[0].value, UINT64_MAX);
	assert_int_equal(distribution.bins[0].samples, 1);
	assert_int_equal(distribution.samples, 1);
	assert_int_equal(distribution.mode, UINT64_MAX);
	assert_int_equal(distribution.mode_samples, 1);
	assert_int_equal(distribution.min, UINT64_MAX);
	assert_int_equal(distribution.median, UINT64_MAX);
	assert_int_equal(distribution.p99, UINT64_MAX);
	assert_int_equal(distribution.max, UINT64_MAX);
	ws_distribution_free(&distribution);
	assert_null(distribution.bins);
}

static void bins_ascend_and_count_every_sample(void **state)
{
	uint64_t values[] = {30, 10, 20, 10, 30, 10, UINT64_MAX, 0};
	static const struct ws_bin expected[] = {
		{0, 1}, {10, 3}, {20, 1}, {30, 2}, {UINT64_MAX, 1}};
	struct ws_distribution distribution = distribution_of(values, 8);

	(void)state;
	assert_int_equal(distribution.bin_count, 5);
	for (size_t at = 0; at < 5; at++) {
		assert_int_equal(distribution.bins[at].value, expected[at].value);
		assert_int_equal(distribution.bins[at].samples, expected[at].samples);
	}
	assert_int_equal(distribution.mode, 10);
	assert_int_equal(distribution.mode_samples, 3);
	ws_distribution_free(&distribution);
}

static void of_equally_frequent_values_the_smallest_leads(void **state)
{
	uint64_t values[] = {9, 7, 9, 7, 8};
	struct ws_distribution distribution = distribution_of(values, 5);

	(void)state;
	assert_int_equal(distribution.mode, 7);
	assert_int_equal(distribution.mode_samples, 2);
	ws_distribution_free(&distribution);
}

/* 1, 2, ..., count, in descending order. */
static void fill_descending(uint64_t *values, size_t count)
{
	for (size_t at = 0; at < count; at++)
		values[at] = count - at;
}

static void percentiles_are_by_nearest_rank(void **state)
{
	static const struct {
		size_t count;
		uint64_t median, p99;
	} expected[] = {{1, 1, 1},    {2, 1, 2},     {3, 2, 3},      {4, 2, 4},
			{99, 50, 99}, {100, 50, 99}, {101, 51, 100}, {1000, 500, 990}};
	uint64_t values[1000];

	(void)state;
	for (size_t at = 0; at < sizeof(expected) / sizeof(expected[0]); at++) {
		struct ws_distribution distribution;

		fill_descending(values, expected[at].count);
		distribution = distribution_of(values, expected[at].count);
		assert_int_equal(distribution.median, expected[at].median);
		assert_int_equal(distribution.p99, expected[at].p99);
		assert_int_equal(distribution.min, 1);
		assert_int_equal(distribution.max, expected[at].count);
		ws_distribution_free(&distribution);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_samples_are_refused),
		cmocka_unit_test(one_sample_is_everything),
		cmocka_unit_test(bins_ascend_and_count_every_sample),
		cmocka_unit_test(of_equally_frequent_values_the_smallest_leads),
		cmocka_unit_test(percentiles_are_by_nearest_rank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
