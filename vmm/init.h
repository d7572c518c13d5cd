/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What this program does beyond its work where it is the first process of a machine. */
#ifndef WORLDSWITCH_VMM_INIT_H
#define WORLDSWITCH_VMM_INIT_H

#include <stdbool.h>

/*
 * Called first. Returns false at once where this process is not init; else it makes the machine
 * usable and returns true in a child process that is to do the work; init itself waits for it and
 * turns the machine off. Words of the command line that are not for this program are taken off.
 */
bool vmm_init_enter(int *argc, char **argv);

/* Takes off the words that precede the first option; the program's name stays. */
void vmm_init_trim(int *argc, char **argv);

#endif
