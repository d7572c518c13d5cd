/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the code is spent on that no instruction of it says: entries and exits, by their names. */
#ifndef WORLDSWITCH_ANALYSIS_CLASSIFY_ENTRY_ARM64_H
#define WORLDSWITCH_ANALYSIS_CLASSIFY_ENTRY_ARM64_H

#include "analysis/classes.h"

enum entry_access { ENTRY_NONE, ENTRY_LOAD, ENTRY_STORE };

/* Of an instruction of that function, which says of itself what is in `spent`. */
struct ws_spent entry_arm64_spent(const struct ws_function *function, struct ws_spent spent,
				  enum entry_access access);

#endif
