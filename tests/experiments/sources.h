/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sources of samples such as clocks of hardware give of a transition. */
#ifndef TESTS_EXPERIMENTS_SOURCES_H
#define TESTS_EXPERIMENTS_SOURCES_H

#include <gsl/gsl_rng.h>
#include <stddef.h>
#include <stdint.h>

struct source {
	const char *name;
	size_t samples; /* of one set */
	double median;  /* what its intervals have to hold; 0: it has none, its source changes */
	/* The at-th sample of a run, which begins at a random place of whatever varies slowly. */
	double (*sample)(gsl_rng *random, double begin, double at);
	double begin;      /* how far apart places are where runs begin */
	double resolution; /* the clock's */
};

extern const struct source sources[];
extern const size_t source_count;

/* One set of a source, every sample scaled and read from its clock. */
void source_draw(const struct source *source, gsl_rng *random, double scale, uint64_t *values);

#endif
