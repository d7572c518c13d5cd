/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many emulators at a time: one for each processor, and no more than there is memory for. */
#ifndef WORLDSWITCH_LAB_JOBS_H
#define WORLDSWITCH_LAB_JOBS_H

#include <stdint.h>

/* What an emulator takes beside the memory of its machine. */
#define JOBS_EMULATOR_MIB 300

/* Never fewer than one: a run that swaps is better than none. */
unsigned int jobs_of(unsigned int processors, uint64_t available_mib);

/* MemAvailable, in MiB, out of the text of /proc/meminfo; UINT64_MAX where it does not say. */
uint64_t jobs_available_mib(const char *meminfo);

#endif
