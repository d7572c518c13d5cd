// SPDX-License-Identifier: GPL-2.0-or-later
/* Which blocks' begins are looked at: see watch.h. */
#include "tracer/watch.h"

#include <stdint.h>

#include "tracer/counters.h"
#include "tracer/cpus.h"
#include "tracer/observe.h"

_Static_assert(CPUS_SLOTS <= 32, "a bit for each CPU");

static uint32_t asleep; /* CPUs that wait, and go on in sight: one bit each */

static uint32_t bit(unsigned int cpu)
{
	return UINT32_C(1) << cpu;
}

void watch_sleeps(unsigned int cpu)
{
	asleep |= bit(cpu);
}

void watch_goes_on(unsigned int cpu)
{
	asleep &= ~bit(cpu);
}

/* Whether the CPU running is the only one that can begin a block that is not watched. */
static bool others_sleep(unsigned int running)
{
	uint32_t others = asleep & ~bit(running);

	return (unsigned int)__builtin_popcount(others) + 1 == cpus_count() && cpus_all_known();
}

/* Whether the next block's begin may have to be seen, whichever it is. */
static bool next_matters(unsigned int running, bool control_known)
{
	return !control_known || observe_awaits_answer(running) || !others_sleep(running);
}

void watch_update(const struct path *path, unsigned int running, bool control_known)
{
	counters_set(COUNTERS_IN_WINDOW, path->open && next_matters(running, control_known));
	counters_set(COUNTERS_WATCHED, path->open || path_anyone_waits(path));
}
