/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which CPU runs. With several CPUs on one thread the emulator gives callbacks the number of the
 * CPU that a block was translated for (QEMU 10.0, plugin-gen.c, gen_cpu_index), not of the one that
 * runs it. What names the CPU that runs is a register that each keeps a value of its own in; CPUs
 * get slots here, in the order in which their values are first seen.
 *
 * The numbers come from the defect itself: a block that was translated while the register had a
 * value belongs to the CPU of that value, and its callbacks carry that CPU's number. That also
 * finds out CPUs whose values are equal: one value with two numbers.
 */
#ifndef WORLDSWITCH_TRACER_IDENTITY_H
#define WORLDSWITCH_TRACER_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>

#define IDENTITY_CPUS_MAX 8
#define IDENTITY_SLOTS    16 /* a CPU that starts may have another value at first */
#define IDENTITY_NONE     IDENTITY_SLOTS

struct identity {
	unsigned int cpus;  /* of the machine */
	unsigned int slots; /* values seen so far */
	uint32_t ran;       /* slots that a CPU ran in, one bit each */
	bool crowded;       /* there were more of them than CPUs */
	uint64_t values[IDENTITY_SLOTS];
	uint32_t numbers[IDENTITY_SLOTS]; /* seen with each value, one bit each */
};

void identity_start(struct identity *identity, unsigned int cpus);

/* The slot of a value, IDENTITY_NONE where there is no room for it. */
unsigned int identity_slot(struct identity *identity, uint64_t value);

/* A CPU is seen to run in a slot; false where there are more than there can be. */
bool identity_runs(struct identity *identity, unsigned int slot);

/* A block translated by the CPU in a slot carries this number. True where that is news. */
bool identity_witness(struct identity *identity, unsigned int slot, unsigned int number);

/* The numbers that the CPU in a slot may have, one bit each; exactly one where it is known. */
uint32_t identity_numbers(const struct identity *identity, unsigned int slot);

/* Why CPUs cannot be told apart, or NULL. */
const char *identity_problem(const struct identity *identity);

#endif
