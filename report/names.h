/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the shared lists (benchmarks, verdicts, units, worlds...), as every format prints
 * them.
 */
#ifndef WORLDSWITCH_REPORT_NAMES_H
#define WORLDSWITCH_REPORT_NAMES_H

#include <stddef.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/places.h>
#include <worldswitch/result.h>
#include <worldswitch/units.h>
#include <worldswitch/verdicts.h>
#include <worldswitch/worlds.h>

#include "analysis/changes.h"

struct ws_benchmark_text {
	const char *id;      /* hypercall */
	const char *name;    /* the study's */
	const char *meaning; /* what one iteration is */
	enum ws_path path;
};

extern const struct ws_benchmark_text ws_benchmark_texts[WS_BENCHMARK_COUNT];

const char *ws_path_id(enum ws_path path);
const char *ws_verdict_id(enum ws_verdict verdict);
const char *ws_unit_id(enum ws_unit unit);
const char *ws_world_id(enum ws_world world);
const char *ws_stage_role_id(enum ws_stage_role role);
const char *ws_place_id(enum ws_place place); /* NULL: none */

const char *ws_change_id(enum ws_change change);
const char *ws_weight_id(enum ws_weight weight);
const char *ws_gate_id(enum ws_gate gate);

/* The number of a word in its list, or -1. */
int ws_benchmark_find(const char *id);
int ws_verdict_find(const char *id);
int ws_unit_find(const char *id);
int ws_world_find(const char *id);
int ws_stage_role_find(const char *id);
int ws_place_find(const char *id);

#endif
