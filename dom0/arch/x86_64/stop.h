/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef WORLDSWITCH_DOM0_ARCH_X86_64_STOP_H
#define WORLDSWITCH_DOM0_ARCH_X86_64_STOP_H

#include <stddef.h>

#include "support/error.h"

/*
 * The point at which the lab's machine may stop (worldswitch/snapshots.h), and after it the
 * measured domain's parameters for this run. The machine ends where it was to be saved and has not
 * stopped.
 */
int x86_64_stop(char *words, size_t size, struct ws_error *error);

#endif
