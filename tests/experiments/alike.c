// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How often does a comparison cry wolf, and how often does it miss one? For each source of samples
 * 1,000 pairs of sets: both from it (A/A), and one of them 5% slower; and how often the interval of
 * a median holds the source's. The same numbers every time; fails where one is worse than promised.
 */
#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/analysis.h"
#include "analysis/comparison.h"
#include "analysis/statistics.h"
#include "tests/experiments/sources.h"

#define PAIRS       1000
#define SHIFT       1.05
#define NULL_TICKS  24
#define SAMPLES_MAX 1000

/*
 * At most 1% of equal pairs may be called different; at least 95% of shifted ones have to be
 * caught, or, of sources that change or hardly say anything, be inconclusive.
 */
#define WRONG_MAX    (PAIRS / 100)
#define CAUGHT_MIN   (PAIRS * 95 / 100)
#define COVERAGE_MIN 940 /* of 1,000 where 950 are expected: 1.45 standard deviations */

struct tally {
	unsigned int changes[WS_CHANGE_COUNT];
};

static struct ws_cell draw_cell(const struct source *source, gsl_rng *random, double scale)
{
	struct ws_cell cell = {.benchmark = WS_BENCHMARK_HYPERCALL};
	uint64_t null[] = {NULL_TICKS, NULL_TICKS, NULL_TICKS};
	uint64_t values[SAMPLES_MAX];

	source_draw(source, random, scale, values);
	if (ws_cell_time((struct ws_samples){values, source->samples},
			 (struct ws_samples){null, sizeof(null) / sizeof(null[0])}, WS_UNIT_CYCLES,
			 1, &cell))
		abort();
	return cell;
}

static struct tally compare_pairs(const struct source *source, gsl_rng *random, double scale)
{
	struct tally tally = {0};

	for (unsigned int pair = 0; pair < PAIRS; pair++) {
		struct ws_cell old = draw_cell(source, random, 1);
		struct ws_cell now = draw_cell(source, random, scale);
		struct ws_comparison comparison;

		if (ws_compare(&old, &now, &comparison))
			abort();
		tally.changes[comparison.change]++;
		ws_cell_free(&old);
		ws_cell_free(&now);
	}
	return tally;
}

static unsigned int covered(const struct source *source, gsl_rng *random)
{
	unsigned int good = 0;

	for (unsigned int set = 0; set < PAIRS; set++) {
		struct ws_cell cell = draw_cell(source, random, 1);

		good += (double)cell.timing->low <= source->median &&
			(double)cell.timing->high + 1 >= source->median;
		ws_cell_free(&cell);
	}
	return good;
}

static bool check(bool good, const char *source, const char *what)
{
	printf("%s %s: %s\n", good ? "ok" : "not ok", source, what);
	return good;
}

static bool run_equal(const struct source *source, gsl_rng *random)
{
	struct tally tally = compare_pairs(source, random, 1);
	unsigned int wrong = tally.changes[WS_CHANGE_IMPROVED] + tally.changes[WS_CHANGE_REGRESSED];
	char what[128];

	snprintf(what, sizeof(what), "%d equal pairs: %u called different, %u inconclusive", PAIRS,
		 wrong, tally.changes[WS_CHANGE_INCONCLUSIVE]);
	return check(wrong <= WRONG_MAX, source->name, what);
}

static bool run_shifted(const struct source *source, gsl_rng *random)
{
	struct tally tally = compare_pairs(source, random, SHIFT);
	unsigned int caught = tally.changes[WS_CHANGE_REGRESSED];
	unsigned int open = tally.changes[WS_CHANGE_INCONCLUSIVE];
	bool tells = source->samples > 5 && !source->begin;
	char what[128];

	snprintf(what, sizeof(what), "%d pairs with 5%%: %u caught, %u inconclusive", PAIRS, caught,
		 open);
	return check(tells ? caught >= CAUGHT_MIN : caught + open >= CAUGHT_MIN, source->name,
		     what);
}

static bool run_coverage(const struct source *source, gsl_rng *random)
{
	unsigned int good = source->median > 0 ? covered(source, random) : PAIRS;
	char what[128];

	if (source->median <= 0)
		return true;
	snprintf(what, sizeof(what), "%d intervals: %u hold the median", PAIRS, good);
	return check(good >= COVERAGE_MIN, source->name, what);
}

int main(void)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	bool good = true;

	for (size_t at = 0; at < source_count; at++) {
		good &= run_equal(&sources[at], random);
		good &= run_shifted(&sources[at], random);
		good &= run_coverage(&sources[at], random);
	}
	gsl_rng_free(random);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
