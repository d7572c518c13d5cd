/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results made by hand for the tests of what prints them. */
#ifndef WORLDSWITCH_TESTS_RESULTS_H
#define WORLDSWITCH_TESTS_RESULTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/analysis.h"
#include "analysis/statistics.h"
#include "report/names.h"

#define CELLS_MAX      (WS_BENCHMARK_COUNT + WS_VERDICT_COUNT)
#define PROPERTIES_MAX 8

static inline struct ws_result result_of(const char *target)
{
	return (struct ws_result){
		.created = strdup("2024-01-01T00:00:00Z"),
		.target = strdup(target),
		.properties = calloc(PROPERTIES_MAX, sizeof(struct ws_property)),
		.cells = calloc(CELLS_MAX, sizeof(struct ws_cell)),
	};
}

/*
 * `usual` samples of value, then `others` of value + 500, all but 10 of it in the hypervisor; a
 * one-way path has the 10 on another CPU.
 */
static inline void add_measured(struct ws_result *result, enum ws_benchmark benchmark,
				uint64_t value, size_t usual, size_t others)
{
	static const struct ws_baseline baseline = {.cost = {1}, .world = WS_WORLD_GUEST};
	struct ws_cell *cell = &result->cells[result->cell_count++];
	struct ws_window *windows = calloc(usual + others, sizeof(*windows));
	uint64_t guest = value < 10 ? value : 10;
	bool one_way = ws_benchmark_texts[benchmark].path == WS_PATH_ONE_WAY;

	cell->benchmark = benchmark;
	for (size_t at = 0; at < usual + others; at++) {
		struct ws_window *window = &windows[at];
		uint64_t rest = value - guest + (at < usual ? 0 : 500);

		window->clean = true;
		window->stage_count = one_way ? 2 : 1;
		window->stages[0].instructions[WS_WORLD_HYPERVISOR] = rest;
		window->stages[0].cpu = one_way ? 1 : 0;
		window->stages[one_way ? 1 : 0].instructions[WS_WORLD_GUEST] = guest + 1;
	}
	assert_int_equal(ws_cell_compute(windows, usual + others, &baseline, cell), 0);
	free(windows);
}

/* Cycles: so many samples from value upwards in steps, each with 24 that the clock costs. */
static inline void add_timed(struct ws_result *result, enum ws_benchmark benchmark, uint64_t value,
			     uint64_t step, size_t count)
{
	struct ws_cell *cell = &result->cells[result->cell_count++];
	uint64_t *values = calloc(count, sizeof(*values));
	uint64_t null[] = {24, 24, 26};

	cell->benchmark = benchmark;
	for (size_t at = 0; at < count; at++)
		values[at] = value + 24 + at * step;
	assert_int_equal(ws_cell_time((struct ws_samples){values, count},
				      (struct ws_samples){null, 3}, WS_UNIT_CYCLES, 1, cell),
			 0);
	free(values);
}

static inline void add_unmeasured(struct ws_result *result, enum ws_benchmark benchmark,
				  enum ws_verdict verdict, const char *reason)
{
	struct ws_cell *cell = &result->cells[result->cell_count++];

	cell->benchmark = benchmark;
	cell->verdict = verdict;
	snprintf(cell->reason, sizeof(cell->reason), "%s", reason);
}

static inline void add_component(struct ws_result *result, const char *role, const char *name,
				 const char *version)
{
	result->components = realloc(result->components,
				     (result->component_count + 1) * sizeof(struct ws_component));
	result->components[result->component_count++] = (struct ws_component){
		.role = strdup(role),
		.name = strdup(name),
		.version = version ? strdup(version) : NULL,
	};
}

static inline void add_property(struct ws_result *result, const char *name, const char *value)
{
	struct ws_property *property = &result->properties[result->property_count++];

	assert_true(result->property_count <= PROPERTIES_MAX);
	property->name = strdup(name);
	property->value = strdup(value);
}

#endif
