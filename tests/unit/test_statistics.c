// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What order statistics say, against GSL's own: medians, median deviations and the binomial
 * distribution; and at the edges, where ranks just do or don't move.
 */
#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/analysis.h"
#include "analysis/statistics.h"

#define SAMPLES_MAX 401

struct sets {
	uint64_t values[SAMPLES_MAX];
	double reals[SAMPLES_MAX];
	size_t count;
};

/* Odd, so that GSL's median, the mean of the two middle ones, is a sample as well. */
static void draw(struct sets *sets, gsl_rng *random, size_t count)
{
	sets->count = count;
	for (size_t at = 0; at < count; at++) {
		sets->values[at] = (uint64_t)gsl_ran_lognormal(random, 7, 1);
		sets->reals[at] = (double)sets->values[at];
	}
}

static void medians_and_deviations_are_those_of_gsl(void **state)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	double work[SAMPLES_MAX];
	struct sets sets;

	(void)state;
	for (size_t count = 1; count <= SAMPLES_MAX; count += 8) {
		struct ws_distribution distribution;

		draw(&sets, random, count);
		assert_int_equal(ws_distribution_of(sets.values, count, &distribution), 0);
		assert_int_equal(ws_median_deviation(&distribution),
				 (uint64_t)gsl_stats_mad0(sets.reals, 1, count, work));
		gsl_sort(sets.reals, 1, count);
		assert_int_equal(distribution.median,
				 (uint64_t)gsl_stats_median_from_sorted_data(sets.reals, 1, count));
		ws_distribution_free(&distribution);
	}
	gsl_rng_free(random);
}

/* Rank k is right where k - 1 or fewer below has at most 2.5%, and k or fewer more than that. */
static void ranks_are_the_binomial_distribution_of_gsl(void **state)
{
	(void)state;
	for (unsigned int samples = 6; samples < 20000; samples += 1 + samples / 7) {
		unsigned int rank = (unsigned int)ws_median_interval_rank(samples);

		assert_true(rank > 0 && rank <= samples / 2);
		assert_true(2 * gsl_cdf_binomial_P(rank - 1, 0.5, samples) <= 0.05);
		assert_true(2 * gsl_cdf_binomial_P(rank, 0.5, samples) > 0.05);
	}
}

/* Conover, "Practical Nonparametric Statistics", table A3: n = 10, 20, 50. */
static void ranks_are_those_of_the_tables(void **state)
{
	(void)state;
	assert_int_equal(ws_median_interval_rank(5), 0);
	assert_int_equal(ws_median_interval_rank(6), 1);
	assert_int_equal(ws_median_interval_rank(10), 2);
	assert_int_equal(ws_median_interval_rank(20), 6);
	assert_int_equal(ws_median_interval_rank(50), 18);
}

static struct ws_distribution distribution_of(uint64_t *values, size_t count)
{
	struct ws_distribution distribution;

	assert_int_equal(ws_distribution_of(values, count, &distribution), 0);
	return distribution;
}

static void few_samples_have_all_of_them_as_interval(void **state)
{
	uint64_t values[] = {5, 3, 9, 7, 1};
	struct ws_distribution distribution = distribution_of(values, 5);
	struct ws_interval interval = ws_median_interval(&distribution);

	(void)state;
	assert_int_equal(interval.low, 1);
	assert_int_equal(interval.high, 9);
	assert_false(ws_is_settled(&distribution));
	ws_distribution_free(&distribution);
}

static void equal_samples_are_settled_and_have_no_outlier(void **state)
{
	uint64_t values[] = {7, 7, 7, 7, 7, 7, 7, 7};
	struct ws_distribution distribution = distribution_of(values, 8);

	(void)state;
	assert_true(ws_is_settled(&distribution));
	assert_int_equal(ws_median_deviation(&distribution), 0);
	assert_int_equal(ws_outliers(&distribution), 0);
	ws_distribution_free(&distribution);
}

/* Deviation 10, so that 51 is no outlier and 52 is one, on both sides. */
static void outliers_begin_beyond_five_deviations(void **state)
{
	uint64_t values[] = {90, 90, 110, 110, 100, 51 + 100, 52 + 100, 100 - 51, 100 - 52};
	struct ws_distribution distribution = distribution_of(values, 9);

	(void)state;
	assert_int_equal(distribution.median, 100);
	assert_int_equal(ws_median_deviation(&distribution), 10);
	assert_int_equal(ws_outliers(&distribution), 2);
	ws_distribution_free(&distribution);
}

/* A clock of 40 ns: most samples are the median, and their neighbours are no outliers. */
static void a_coarse_clock_makes_no_outliers(void **state)
{
	uint64_t values[] = {40, 40, 40, 40, 40, 40, 80, 80, 80, 4000};
	struct ws_distribution distribution = distribution_of(values, 10);

	(void)state;
	assert_int_equal(ws_median_deviation(&distribution), 0);
	assert_int_equal(ws_outliers(&distribution), 1);
	ws_distribution_free(&distribution);
}

static void cells_keep_raw_samples_and_take_off_medians(void **state)
{
	uint64_t samples[] = {130, 110, 120, 150, 140, 160};
	uint64_t null[] = {30, 20, 10};
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_HYPERCALL};

	(void)state;
	assert_int_equal(ws_cell_time((struct ws_samples){samples, 6}, (struct ws_samples){null, 3},
				      WS_UNIT_CYCLES, 4, &cell),
			 0);
	assert_int_equal(cell.unit, WS_UNIT_CYCLES);
	assert_int_equal(cell.iterations, 6);
	assert_int_equal(cell.baseline, 20);
	assert_int_equal(cell.distribution.min, 110);
	assert_int_equal(cell.distribution.median, 130);
	assert_int_equal(cell.value, 110);
	assert_int_equal(cell.timing->early, 120);
	assert_int_equal(cell.timing->late, 150);
	assert_int_equal(cell.timing->low, 110);
	assert_int_equal(cell.timing->high, 160);
	assert_int_equal(cell.timing->null.max, 30);
	assert_int_equal(cell.timing->batch, 4);
	assert_false(cell.timing->settled);
	assert_int_equal(ws_timing_resolution(cell.timing), 10);
	ws_cell_free(&cell);
	assert_null(cell.timing);
}

static void null_has_nothing_taken_off(void **state)
{
	uint64_t samples[] = {20};
	uint64_t null[] = {30};
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_NULL};

	(void)state;
	assert_int_equal(ws_cell_time((struct ws_samples){samples, 1}, (struct ws_samples){null, 1},
				      WS_UNIT_NANOSECONDS, 1, &cell),
			 0);
	assert_int_equal(cell.baseline, 0);
	assert_int_equal(cell.value, 20);
	ws_cell_free(&cell);
}

static void what_is_cheaper_than_null_costs_nothing(void **state)
{
	uint64_t samples[] = {20};
	uint64_t null[] = {30};
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_INTC_TRAP};

	(void)state;
	assert_int_equal(ws_cell_time((struct ws_samples){samples, 1}, (struct ws_samples){null, 1},
				      WS_UNIT_NANOSECONDS, 1, &cell),
			 0);
	assert_int_equal(cell.value, 0);
	ws_cell_free(&cell);
}

static void nothing_to_compute_from_is_refused(void **state)
{
	uint64_t value = 1;
	struct ws_samples one = {&value, 1};
	struct ws_samples none = {&value, 0};
	struct ws_cell cell = {0};

	(void)state;
	assert_int_equal(ws_cell_time(none, one, WS_UNIT_CYCLES, 1, &cell), -EINVAL);
	assert_int_equal(ws_cell_time(one, none, WS_UNIT_CYCLES, 1, &cell), -EINVAL);
	assert_int_equal(ws_cell_time(one, one, WS_UNIT_CYCLES, 0, &cell), -EINVAL);
	assert_null(cell.timing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(medians_and_deviations_are_those_of_gsl),
		cmocka_unit_test(ranks_are_the_binomial_distribution_of_gsl),
		cmocka_unit_test(ranks_are_those_of_the_tables),
		cmocka_unit_test(few_samples_have_all_of_them_as_interval),
		cmocka_unit_test(equal_samples_are_settled_and_have_no_outlier),
		cmocka_unit_test(outliers_begin_beyond_five_deviations),
		cmocka_unit_test(a_coarse_clock_makes_no_outliers),
		cmocka_unit_test(cells_keep_raw_samples_and_take_off_medians),
		cmocka_unit_test(null_has_nothing_taken_off),
		cmocka_unit_test(what_is_cheaper_than_null_costs_nothing),
		cmocka_unit_test(nothing_to_compute_from_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
