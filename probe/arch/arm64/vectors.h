/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of exception vectors, of which each CPU uses one at a time. */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_VECTORS_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_VECTORS_H

#include <stdint.h>

extern const uint32_t vectors[];          /* everything ends the probe */
extern const uint32_t receiver_vectors[]; /* an interrupt ends a window, and is counted */
extern const uint32_t cntvct_vectors[];   /* the same by a clock in place of a marker */
extern const uint32_t cntpct_vectors[];
extern const uint32_t selftest_vectors[]; /* a fault is stepped over */

static inline void vectors_use(const uint32_t *table)
{
	__asm__ volatile("msr	vbar_el1, %0\n\tisb" : : "r"(table) : "memory");
}

#endif
