/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The counters of arm64, one of which times windows, or none. */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_CLOCK_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_CLOCK_H

#include <stdint.h>

enum arm64_counter { ARM64_MARKERS, ARM64_PMCCNTR, ARM64_CNTVCT, ARM64_CNTPCT };

extern enum arm64_counter arm64_counter;

/* The vectors of a CPU that is there to be interrupted, whose entry ends a window by that. */
const uint32_t *arm64_receiver_vectors(void);

#endif
