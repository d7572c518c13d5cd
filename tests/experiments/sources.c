// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What transitions look like to a clock: a narrow mode with a tail of interrupts; two modes, by
 * whether a timer was pending or where memory came to lie; a tail so heavy that it has no variance;
 * a machine that slows down as it warms; a counter of 40 ns; hardly any samples at all.
 */
#include "tests/experiments/sources.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TYPICAL      6500.0

static double narrow(gsl_rng *random, double begin, double at)
{
	double tail = gsl_rng_uniform(random) < 0.01 ? gsl_ran_exponential(random, 20000) : 0;

	(void)begin;
	(void)at;
	return TYPICAL + gsl_ran_gaussian(random, 40) + tail;
}

/* Of which the upper mode has 35%, so that the median is well inside the lower one. */
static double bimodal(gsl_rng *random, double begin, double at)
{
	double mode = gsl_rng_uniform(random) < 0.35 ? 1400 : 0;

	return narrow(random, begin, at) + mode;
}

/* Its lower half is flat, its upper one Pareto's with an exponent of 1.5. */
static double heavy(gsl_rng *random, double begin, double at)
{
	(void)begin;
	(void)at;
	if (gsl_rng_uniform(random) < 0.5)
		return TYPICAL - 600 * gsl_rng_uniform(random);
	return TYPICAL - 600 + gsl_ran_pareto(random, 1.5, 600);
}

/* Up and down by 8%, slowly: a set sees a part of it. */
static double drifting(gsl_rng *random, double begin, double at)
{
	return narrow(random, begin, at) * (1 + 0.08 * sin(begin + at / 1000));
}

static double plain(gsl_rng *random, double begin, double at)
{
	(void)begin;
	(void)at;
	return TYPICAL + gsl_ran_gaussian(random, 100);
}

const struct source sources[] = {
	{"narrow", 400, TYPICAL, narrow, 0, 1},      {"bimodal", 400, 0, bimodal, 0, 1},
	{"heavy-tailed", 800, TYPICAL, heavy, 0, 1}, {"drifting", 400, 0, drifting, 0.4, 1},
	{"quantised", 400, 0, plain, 0, 40},         {"tiny", 5, TYPICAL, plain, 0, 1},
};

const size_t source_count = COUNT(sources);

void source_draw(const struct source *source, gsl_rng *random, double scale, uint64_t *values)
{
	double begin = gsl_rng_uniform(random) * source->begin;

	for (size_t at = 0; at < source->samples; at++) {
		double ticks =
			source->sample(random, begin, (double)at) * scale / source->resolution;

		values[at] = (uint64_t)(floor(ticks) * source->resolution);
	}
}
