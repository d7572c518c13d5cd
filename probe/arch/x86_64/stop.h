/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * In the lab, as Dom0: the point at which an emulator may stop the machine, and the words that it
 * has for the run that goes on there (worldswitch/snapshots.h).
 */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_STOP_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_STOP_H

#include <stdbool.h>
#include <stddef.h>

/* Stops, and then reads what the emulator has to say; false: it says nothing. */
bool x86_64_stop(char *words, size_t size);

#endif
