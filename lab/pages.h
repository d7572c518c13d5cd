/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether a CPU has the pages that an image was built for. One that has not stops in its first
 * instructions (Linux, arch/arm64/kernel/head.S), before it has a console to say so on.
 */
#ifndef WORLDSWITCH_LAB_PAGES_H
#define WORLDSWITCH_LAB_PAGES_H

#include "support/error.h"

/*
 * cpu: the emulator's name of a model, perhaps with ,property=value; path: an image that was
 * checked; name: what it is called. -EINVAL: the model has no such pages.
 */
int pages_check(const char *cpu, const char *path, const char *name, struct ws_error *error);

#endif
