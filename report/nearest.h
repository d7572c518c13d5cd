/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which figures of others stand beside results, and in which order. */
#ifndef WORLDSWITCH_REPORT_NEAREST_H
#define WORLDSWITCH_REPORT_NEAREST_H

#include <stdbool.h>
#include <stddef.h>

#include <worldswitch/result.h>

#include "data/published.h"

struct ws_nearest {
	enum ws_published_system list[WS_PUBLISHED_SYSTEM_COUNT];
	size_t count;
};

/*
 * For the results of this architecture: where a clock timed one on a machine whose CPU is known,
 * all systems, nearest machine first; else the study's in their order. None where there are no
 * such results, or an emulator's clock timed all of them.
 */
struct ws_nearest ws_nearest_published(const struct ws_result *results, size_t count,
				       const char *architecture);

/* Whether there are others than the study's. */
bool ws_nearest_has_others(const struct ws_nearest *nearest);

/* Which figures of others a reader has before him. */
struct ws_published_shown {
	bool rows[WS_BENCHMARK_COUNT];
	bool systems[WS_PUBLISHED_SYSTEM_COUNT];
};

/* The study's source, what its figures mean, and how well they are known: one text, allocated.
 * Empty: none of its systems is shown. NULL: no memory.
 */
char *ws_study_text(const struct ws_published_shown *shown);

/* "KVM, who, where, when; second-hand". */
#define WS_SOURCE_TEXT_MAX 256
void ws_published_source_text(enum ws_published_system system, char text[WS_SOURCE_TEXT_MAX]);

#endif
