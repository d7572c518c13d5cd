/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a callback is given of the place that it was put at. The emulator keeps one pointer for each
 * callback for as long as it likes, so there is one object for every place that there can be.
 */
#ifndef WORLDSWITCH_TRACER_PLACE_H
#define WORLDSWITCH_TRACER_PLACE_H

#include <stdint.h>

#define PLACE_OPERANDS 32
#define PLACE_FLAGS    128

struct place {
	unsigned int cpu;     /* that its block was translated for, or CPUS_NONE */
	unsigned int operand; /* an instruction's, or a marker's number; below PLACE_OPERANDS */
	unsigned int flags;   /* as the callback has them; below PLACE_FLAGS */
};

/* The same place, as a callback may be given it. */
void *place_keep(const struct place *place);

/*
 * An instruction's address, for a callback of its own. The program counter tells it at the first
 * instruction of a block alone: the emulator does not keep it up to date in between.
 */
void *place_keep_address(uint64_t address);
uint64_t place_address(const void *kept);

#endif
