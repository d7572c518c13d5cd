// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One cell. Most of what it says follows from something else in it (docs/result.md), and each such
 * number must be the one that follows.
 */
#include <stdio.h>
#include <string.h>

#include "report/names.h"
#include "report/read_parts.h"

#define ID_MAX 128

#define MEASURED                                                                                   \
	"id", "benchmark", "verdict", "unit", "direction", "path", "iterations", "rejected",       \
		"baseline", "value", "distribution"

static const char *const counted_keys[] = {MEASURED, "segments", NULL};
static const char *const timed_keys[] = {MEASURED, "timing", NULL};
static const char *const other_keys[] = {
	"id", "benchmark", "verdict", "reason", "unit", "direction", "path", NULL,
};

static bool is_reason(const char *text)
{
	return *text && strlen(text) < WS_REASON_MAX;
}

static int read_reason(const struct node *node, struct ws_cell *cell)
{
	static const struct node_form form = {
		.fits = is_reason,
		.meaning = "a reason of at most 255 bytes",
	};
	const char *reason;
	int failed = node_text(node, "reason", &form, &reason);

	if (!failed)
		snprintf(cell->reason, sizeof(cell->reason), "%s", reason);
	return failed;
}

static int read_rejected(const struct node *node, struct ws_cell *cell)
{
	static const char *const keys[] = {"samples", "share", NULL};
	struct node rejected;
	int failed = node_object(node, "rejected", &rejected);

	if (!failed)
		failed = node_only(&rejected, keys);
	if (!failed)
		failed = node_samples(&rejected, "samples", 0, UINT32_MAX, &cell->rejected);
	if (!failed && cell->rejected &&
	    ws_benchmark_texts[cell->benchmark].path == WS_PATH_ROUND_TRIP)
		failed = node_fail(&rejected, "windows of a round trip are never rejected");
	return failed ? failed
		      : node_agrees_share(&rejected, "share",
					  (double)cell->rejected /
						  ((double)cell->rejected + cell->iterations));
}

/* The headline of what was counted is the mode. */
static int read_counted(const struct node *node, struct ws_cell *cell)
{
	struct node segments;
	int failed = node_list(node, "segments", &segments);

	cell->value = cell->distribution.mode;
	return failed ? failed : read_segments(&segments, cell);
}

/* That of what was timed is the distance of two medians. */
static int read_timed(const struct node *node, struct ws_cell *cell)
{
	uint64_t median = cell->distribution.median;
	struct node timing;
	int failed = node_object(node, "timing", &timing);

	if (!failed && cell->iterations > WS_ITERATIONS_MAX)
		failed = node_fail(node, "more than %d samples", WS_ITERATIONS_MAX);
	if (!failed)
		failed = read_timing(&timing, cell);
	cell->value = median > cell->baseline ? median - cell->baseline : 0;
	if (failed)
		return failed;
	return node_agrees(node, "baseline",
			   cell->benchmark == WS_BENCHMARK_NULL ? 0 : cell->timing->null.median);
}

static int read_measurement(const struct node *node, struct ws_cell *cell)
{
	struct node distribution;
	int failed = node_object(node, "distribution", &distribution);

	if (!failed)
		failed = read_distribution(&distribution, UINT32_MAX, &cell->distribution);
	cell->iterations = cell->distribution.samples;
	if (!failed)
		failed = node_agrees(node, "iterations", cell->iterations);
	if (!failed)
		failed = read_rejected(node, cell);
	if (!failed)
		failed = node_count(node, "baseline", &cell->baseline);
	if (!failed)
		failed = cell->unit == WS_UNIT_INSTRUCTIONS ? read_counted(node, cell)
							    : read_timed(node, cell);
	return failed ? failed : node_agrees(node, "value", cell->value);
}

/* Which fields it has, by how it ended and what it was measured with. */
static const char *const *keys_of(const struct ws_cell *cell)
{
	if (cell->verdict != WS_VERDICT_MEASURED)
		return other_keys;
	return cell->unit == WS_UNIT_INSTRUCTIONS ? counted_keys : timed_keys;
}

static int expect_id(const struct node *node, const char *target, enum ws_benchmark benchmark)
{
	char id[ID_MAX];

	snprintf(id, sizeof(id), "%s/%s", target, ws_benchmark_texts[benchmark].id);
	return node_expect(node, "id", id);
}

/* What it is of, how it ended, and in which unit. */
static int read_kind(const struct node *node, const char *target, struct ws_cell *cell)
{
	int benchmark, verdict, unit;
	int failed = node_word(node, "benchmark", ws_benchmark_find, &benchmark);

	if (!failed)
		failed = expect_id(node, target, (enum ws_benchmark)benchmark);
	if (!failed)
		failed = node_word(node, "verdict", ws_verdict_find, &verdict);
	if (!failed)
		failed = node_word(node, "unit", ws_unit_find, &unit);
	if (!failed)
		failed = node_expect(node, "direction", "lower-is-better");
	if (!failed)
		failed = node_expect(node, "path", ws_path_id(ws_benchmark_texts[benchmark].path));
	if (failed)
		return failed;
	cell->benchmark = (enum ws_benchmark)benchmark;
	cell->verdict = (enum ws_verdict)verdict;
	cell->unit = (enum ws_unit)unit;
	return 0;
}

int read_cell(const struct node *node, const char *target, struct ws_cell *cell)
{
	int failed = node_is_object(node);

	if (!failed)
		failed = read_kind(node, target, cell);
	if (!failed)
		failed = node_only(node, keys_of(cell));
	if (failed)
		return failed;
	return cell->verdict == WS_VERDICT_MEASURED ? read_measurement(node, cell)
						    : read_reason(node, cell);
}
