/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the code is spent on that no instruction of it says: entries and exits, by their names. */
#ifndef WORLDSWITCH_ANALYSIS_CLASSIFY_ENTRY_ARM64_H
#define WORLDSWITCH_ANALYSIS_CLASSIFY_ENTRY_ARM64_H

#include <stdbool.h>

#include "analysis/classes.h"

/* Of an instruction of that function that is code so far; access: it is a load or store. */
enum ws_class entry_arm64_class(const struct ws_function *function, bool access);

#endif
