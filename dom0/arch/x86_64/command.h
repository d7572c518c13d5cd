/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a program and keeps what it says of a failure. */
#ifndef WORLDSWITCH_DOM0_ARCH_X86_64_COMMAND_H
#define WORLDSWITCH_DOM0_ARCH_X86_64_COMMAND_H

#include "support/error.h"

/*
 * Until it has ended, and has closed its output with all that it has started: daemons do when they
 * are ready. -EIO where it says that it failed.
 */
int command_run(const char *const *words, struct ws_error *error);

#endif
