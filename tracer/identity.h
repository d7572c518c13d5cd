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
#define IDENTITY_NONE     IDENTITY_CPUS_MAX

struct identity {
	unsigned int cpus;  /* of the machine */
	unsigned int slots; /* CPUs seen so far */
	bool crowded;       /* there were more values than CPUs */
	uint64_t values[IDENTITY_CPUS_MAX];
	uint32_t numbers[IDENTITY_CPUS_MAX]; /* seen with each value, one bit each */
};

void identity_start(struct identity *identity, unsigned int cpus);

/* The slot of a value, IDENTITY_NONE where it has none (yet). */
unsigned int identity_find(const struct identity *identity, uint64_t value);

/* The same, and a new one for a new value while there are CPUs left. */
unsigned int identity_slot(struct identity *identity, uint64_t value);

/* A block translated by the CPU in a slot carries this number. True where that is news. */
bool identity_witness(struct identity *identity, unsigned int slot, unsigned int number);

/* The numbers that the CPU in a slot may have, one bit each; exactly one where it is known. */
uint32_t identity_numbers(const struct identity *identity, unsigned int slot);

/* Why CPUs cannot be told apart, or NULL. */
const char *identity_problem(const struct identity *identity);

#endif
