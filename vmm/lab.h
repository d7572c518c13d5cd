/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inside an emulator: the point at which it may stop the machine, to save it and go on from there
 * in any later run, and the words that it has for this run (worldswitch/snapshots.h).
 */
#ifndef WORLDSWITCH_VMM_LAB_H
#define WORLDSWITCH_VMM_LAB_H

#include <stddef.h>

#include "support/error.h"

#define VMM_LAB_WORDS_MAX 32

/* Cuts text at its spaces into argv, which ends with NULL; returns argc. -E2BIG: too many. */
int vmm_lab_split(char *text, char **argv, size_t limit);

/*
 * Stops, and when it goes on replaces the command line by the emulator's: argv[0] stays. What it
 * points to lives as long as the program.
 */
int vmm_lab_enter(int *argc, char ***argv, struct ws_error *error);

#endif
