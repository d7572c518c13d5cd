/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What firmware's tables have in common: CPUs that are counted, and bytes that add up to 0. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_CPUS_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_CPUS_H

#include <stdbool.h>
#include <stdint.h>

struct cpus {
	uint32_t *ids;
	unsigned int ids_max;
	unsigned int count;
};

static inline void cpus_add(struct cpus *cpus, uint32_t id)
{
	if (cpus->count < cpus->ids_max)
		cpus->ids[cpus->count] = id;
	cpus->count++;
}

static inline bool sums_up(const uint8_t *bytes, uint32_t length)
{
	uint8_t sum = 0;

	for (uint32_t at = 0; at < length; at++)
		sum = (uint8_t)(sum + bytes[at]);
	return sum == 0;
}

#endif
