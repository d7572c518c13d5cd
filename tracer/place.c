// SPDX-License-Identifier: GPL-2.0-or-later
/* One object for every place. */
#include "tracer/place.h"

#include "tracer/cpus.h"

void *place_keep(const struct place *place)
{
	static struct place all[CPUS_NONE + 1][PLACE_OPERANDS][PLACE_FLAGS];
	struct place *kept = &all[place->cpu][place->operand][place->flags];

	*kept = *place;
	return kept;
}

_Static_assert(sizeof(uintptr_t) >= sizeof(uint64_t), "an address is no pointer");

void *place_keep_address(uint64_t address)
{
	/* The address itself is what the callback is given. */
	return (void *)(uintptr_t)address; /* NOLINT(performance-no-int-to-ptr) */
}

uint64_t place_address(const void *kept)
{
	return (uintptr_t)kept;
}
