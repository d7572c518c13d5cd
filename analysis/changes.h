/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What has become of every cell between two documents, and what a gate makes of it. Results are
 * matched by target and, where a document has several of one, by what they differ in least.
 */
#ifndef WORLDSWITCH_CHANGES_H
#define WORLDSWITCH_CHANGES_H

#include "analysis/comparison.h"
#include "analysis/differences.h"

/* More results than this in one document are not compared. */
#define WS_COMPARED_MAX 1024

/* What a change means to a gate. X(symbol, identifier) */
#define WS_GATE_LIST(X)                                                                            \
	X(PASSES, "passes")                                                                        \
	X(INCONCLUSIVE, "inconclusive")                                                            \
	X(FAILS, "fails")

#define WS_GATE_ENUM(symbol, id) WS_GATE_##symbol,
enum ws_gate { WS_GATE_LIST(WS_GATE_ENUM) WS_GATE_COUNT };
#undef WS_GATE_ENUM

struct ws_changed_cell {
	enum ws_benchmark benchmark;
	const struct ws_cell *old, *now; /* NULL: not asked for */
	enum ws_unit unit; /* the new one's, or the old one's where that has a value alone */
	struct ws_comparison comparison;
	enum ws_gate gate;
};

/* Two results of one target, or one whose other is not there. */
struct ws_changed_result {
	const struct ws_result *old, *now;
	struct ws_differences differences;
	struct ws_changed_cell cells[WS_BENCHMARK_COUNT];
	size_t cell_count;
};

struct ws_changes {
	struct ws_changed_result *list; /* allocated; in the new one's order, then what is gone */
	size_t count;
	enum ws_gate gate; /* the worst, and inconclusive where nothing could be compared */
};

/*
 * Compares two documents' results, which have to outlive the changes. A regression of more than
 * `above`, relative, fails. -E2BIG for more than WS_COMPARED_MAX results, -ENOMEM.
 */
int ws_changes_of(const struct ws_result *old, size_t old_count, const struct ws_result *now,
		  size_t now_count, const struct ws_across *across, double above,
		  struct ws_changes *changes);
void ws_changes_free(struct ws_changes *changes);

/*
 * *may: whether ws_changes_of compares the numbers of these two, which are of one target; else each
 * pair of them is incomparable. -ENOMEM.
 */
int ws_may_compare(const struct ws_result *old, const struct ws_result *now,
		   const struct ws_across *across, bool *may);

/*
 * The cell that changed most: of those that cost more, else of those that cost less, the one with
 * the largest difference. NULL: no headline did. *result is where it is.
 */
const struct ws_changed_cell *ws_largest_change(const struct ws_changes *changes,
						const struct ws_changed_result **result);

#endif
