// SPDX-License-Identifier: GPL-2.0-or-later
/* Cells, and counters at an offset in them: see counters.h. */
#include "tracer/counters.h"

#include <string.h>

#include "tracer/cpus.h"

/* A counter of 8 bytes, at an offset below CPUS_MAX; no cell shares a line with half of one. */
typedef unsigned __int128 cell;

_Static_assert(CPUS_MAX + sizeof(uint64_t) <= sizeof(cell), "a counter leaves its cell");

static struct qemu_plugin_scoreboard *scoreboard;
static cell cells[CPUS_NONE + 1][COUNTERS];
static cell taken[CPUS_NONE + 1][COUNTERS];
static cell flags[COUNTERS_FLAGS];

bool counters_prepare(void)
{
	scoreboard = qemu_plugin_scoreboard_new(1);
	return scoreboard;
}

/* An entry's offset is from where the scoreboard's own memory begins. */
static qemu_plugin_u64 entry_at(const void *memory)
{
	uintptr_t begin = (uintptr_t)qemu_plugin_scoreboard_find(scoreboard, 0);

	return (qemu_plugin_u64){.score = scoreboard, .offset = (uintptr_t)memory - begin};
}

qemu_plugin_u64 counters_entry(unsigned int cpu, unsigned int counter)
{
	return entry_at(&cells[cpu][counter]);
}

qemu_plugin_u64 counters_flag(enum counters_flag flag)
{
	return entry_at(&flags[flag]);
}

/* Any 8 bytes of the flag are zero, or not. */
void counters_set(enum counters_flag flag, bool value)
{
	memset(&flags[flag], value, sizeof(flags[flag]));
}

/* What a difference of cells counts; false where it cannot be told. */
static bool decode(unsigned int cpu, cell difference, uint64_t *added)
{
	unsigned int shift = cpu * 8;

	if (cpu == CPUS_NONE)
		return false;
	*added = (uint64_t)(difference >> shift);
	return (cell)*added << shift == difference;
}

void counters_take(uint64_t added[COUNTERS])
{
	memset(added, 0, COUNTERS * sizeof(*added));
	for (unsigned int cpu = 0; cpu <= CPUS_NONE; cpu++) {
		for (unsigned int i = 0; i < COUNTERS; i++) {
			cell difference = cells[cpu][i] - taken[cpu][i];
			uint64_t count;

			taken[cpu][i] += difference;
			if (!difference)
				continue;
			if (decode(cpu, difference, &count))
				added[i] += count;
			else
				added[COUNTERS_FOREIGN]++;
		}
	}
}
