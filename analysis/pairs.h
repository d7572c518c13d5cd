/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which result of one document belongs to which of another. */
#ifndef WORLDSWITCH_ANALYSIS_PAIRS_H
#define WORLDSWITCH_ANALYSIS_PAIRS_H

#include "analysis/changes.h"

/* Fills old and now of as many changed results as there are; the list has room for all. -ENOMEM. */
int ws_pair(const struct ws_result *old, size_t old_count, const struct ws_result *now,
	    size_t now_count, struct ws_changes *changes);

#endif
