/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a guest's clock read, raw, and what it is in the unit that the clock gives. */
#ifndef WORLDSWITCH_RECORDS_SAMPLES_H
#define WORLDSWITCH_RECORDS_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/units.h>

#include "records/record.h"

#define SAMPLES_MAX        WS_ITERATIONS_MAX /* of a cell, and as many of `null` */
#define SAMPLES_CLOCKS_MAX 3                 /* of a CPU, of a machine, of its host */

struct samples_clock {
	char name[RECORD_WORD_MAX];
	uint64_t frequency; /* in Hz; 0: unknown */
	bool ticks;
	bool invariant; /* its speed stays the same */
};

/* Zero-initialised is empty. */
struct samples {
	uint64_t *ticks; /* in the order in which they were taken; each for a batch of windows */
	size_t count, room;
};

/* Adds a record's values. -E2BIG: more than SAMPLES_MAX; -ENOMEM. */
int samples_add(struct samples *samples, const struct record *record);
void samples_free(struct samples *samples);

enum ws_unit samples_unit(const struct samples_clock *clock);

/*
 * For each sample what one window of it took, to the nearest unit: allocated, count of them.
 * -EINVAL where there are none; -ERANGE where the clock's frequency is needed and unknown, or a
 * value fits nowhere; -ENOMEM.
 */
int samples_values(const struct samples *samples, const struct samples_clock *clock, uint32_t batch,
		   uint64_t **values);

#endif
