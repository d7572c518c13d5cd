// SPDX-License-Identifier: GPL-2.0-or-later
/* Telling CPUs apart: see identity.h. */
#include "tracer/identity.h"

#include <stddef.h>

static bool is_single(uint32_t bits)
{
	return bits && !(bits & (bits - 1));
}

void identity_start(struct identity *identity, unsigned int cpus)
{
	*identity = (struct identity){.cpus = cpus};
}

unsigned int identity_slot(struct identity *identity, uint64_t value)
{
	for (unsigned int slot = 0; slot < identity->slots; slot++)
		if (identity->values[slot] == value)
			return slot;
	if (identity->slots == IDENTITY_SLOTS)
		return IDENTITY_NONE;
	identity->values[identity->slots] = value;
	return identity->slots++;
}

bool identity_runs(struct identity *identity, unsigned int slot)
{
	if (slot != IDENTITY_NONE && identity->ran >> slot & 1)
		return !identity->crowded;
	if (slot != IDENTITY_NONE)
		identity->ran |= UINT32_C(1) << slot;
	if (slot == IDENTITY_NONE ||
	    (unsigned int)__builtin_popcount(identity->ran) > identity->cpus)
		identity->crowded = true;
	return !identity->crowded;
}

bool identity_witness(struct identity *identity, unsigned int slot, unsigned int number)
{
	uint32_t bit;

	if (slot >= identity->slots || number >= identity->cpus)
		return false;
	bit = UINT32_C(1) << number;
	if (identity->numbers[slot] & bit)
		return false;
	identity->numbers[slot] |= bit;
	return true;
}

uint32_t identity_numbers(const struct identity *identity, unsigned int slot)
{
	uint32_t numbers = (UINT32_C(1) << identity->cpus) - 1;

	if (slot >= identity->slots)
		return numbers;
	if (identity->numbers[slot])
		return identity->numbers[slot];
	for (unsigned int other = 0; other < identity->slots; other++)
		numbers &= ~identity->numbers[other];
	return numbers;
}

const char *identity_problem(const struct identity *identity)
{
	uint32_t seen = 0;

	if (identity->crowded)
		return "the register that tells CPUs apart had more values than there are CPUs";
	for (unsigned int slot = 0; slot < identity->slots; slot++) {
		uint32_t numbers = identity->numbers[slot];

		if (numbers && !is_single(numbers))
			return "the register that tells CPUs apart had the same value on two";
		if (seen & numbers)
			return "the register that tells CPUs apart had two values on one";
		seen |= numbers;
	}
	return NULL;
}
