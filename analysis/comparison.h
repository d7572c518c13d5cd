/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What has become of a cell. A count of the lab is exact, and any other count is a change. Samples
 * of a clock differ each time: there a change has to be both more than chance (a permutation test)
 * and more than machines do by themselves (a floor for each benchmark); where the data cannot tell
 * the verdict says that.
 */
#ifndef WORLDSWITCH_COMPARISON_H
#define WORLDSWITCH_COMPARISON_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/result.h>

/* X(symbol, identifier, meaning) */
#define WS_CHANGE_LIST(X)                                                                          \
	X(SAME, "same", "no difference, or none that matters")                                     \
	X(IMPROVED, "improved", "it costs less")                                                   \
	X(REGRESSED, "regressed", "it costs more")                                                 \
	X(INCONCLUSIVE, "inconclusive", "the samples cannot tell")                                 \
	X(NEW, "new", "measured now, and not before")                                              \
	X(GONE, "gone", "measured before, and not now")                                            \
	X(INCOMPARABLE, "incomparable", "something else differs than what is compared")

#define WS_CHANGE_ENUM(symbol, id, meaning) WS_CHANGE_##symbol,
enum ws_change { WS_CHANGE_LIST(WS_CHANGE_ENUM) WS_CHANGE_COUNT };
#undef WS_CHANGE_ENUM

struct ws_comparison {
	enum ws_change change;
	bool exact;         /* counts: no test is needed */
	bool spread;        /* the headline is the same and the distribution is not */
	int64_t difference; /* of the headlines, new less old; in their unit */
	double relative;    /* of the old headline; 0 where that is 0 */
	double probability; /* that one source gives two sets as different as these; 1 if exact */
	double floor;       /* relative; what is less is not called a change; 0 if exact */
	char reason[WS_REASON_MAX]; /* unless same, improved or regressed */
};

/* Below this probability two sets are held to be different. */
#define WS_COMPARISON_LEVEL 0.001

/*
 * Compares two cells of one benchmark; either may be NULL, not both. That the systems they were
 * measured on can be compared is the caller's to know. -ENOMEM.
 */
int ws_compare(const struct ws_cell *old, const struct ws_cell *now,
	       struct ws_comparison *comparison);

#endif
