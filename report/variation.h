/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What formats for programs say of a result and of a cell, each the same. */
#ifndef WORLDSWITCH_REPORT_VARIATION_H
#define WORLDSWITCH_REPORT_VARIATION_H

#include <stddef.h>
#include <stdint.h>

#include <worldswitch/result.h>

#include "report/traits.h"

#define WS_VARIATION_MAX (WS_TRAIT_COUNT * (WS_TRAIT_TEXT_MAX + 2) + 16)

/*
 * What tells each result from the others of its target: "6.12, cortex-a76", and "run 2" where
 * nothing does. Empty where it is the only one. No two results of a target have the same. One text
 * for each result, allocated; NULL: no memory.
 */
typedef char ws_variation[WS_VARIATION_MAX];
ws_variation *ws_variations_of(const struct ws_result *results, size_t count);

/* The same of results[at] without a number, where the time tells equal ones apart. */
void ws_variation_of(const struct ws_result *results, size_t count, size_t at, ws_variation text);

/* A value of a cell's distribution without what the measurement itself costs, as the headline is:
 * of what was counted nothing is to be taken off any more.
 */
uint64_t ws_net(const struct ws_cell *cell, uint64_t value);

/* "yes" or "no": whether the interval of a clock's cell became narrow before the time was up. */
const char *ws_settled_word(const struct ws_cell *cell);

/* The name, version of what ran in a role, or "". */
const char *ws_ran_name(const struct ws_result *result, const char *role);
const char *ws_ran_version(const struct ws_result *result, const char *role);

#endif
