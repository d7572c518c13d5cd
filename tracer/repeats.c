// SPDX-License-Identifier: GPL-2.0-or-later
/* Rounds of instructions that repeat themselves: see repeats.h. */
#include "tracer/repeats.h"

#include <stdint.h>

#include "tracer/counters.h"
#include "tracer/cpus.h"

_Static_assert(CPUS_MAX <= 32, "a bit for each CPU");

static uint32_t returned; /* CPUs that may have come back to one */

static void set(uint32_t cpus)
{
	if (!cpus != !returned)
		counters_set(COUNTERS_RETURNED, cpus);
	returned = cpus;
}

void repeats_reset(void)
{
	set(0);
}

void repeats_returned(unsigned int cpu)
{
	set(returned | UINT32_C(1) << cpu);
}

void repeats_begun(unsigned int cpu)
{
	set(returned & ~(UINT32_C(1) << cpu));
}

bool repeats_resumed(unsigned int cpu)
{
	bool resumed = returned >> cpu & 1;

	repeats_begun(cpu);
	return resumed;
}
