// SPDX-License-Identifier: GPL-2.0-or-later
/* Which CPU runs: see cpus.h. */
#include "tracer/cpus.h"

#include "tracer/registers.h"

static struct identity identity;
static bool started;

void cpus_start(unsigned int count)
{
	identity_start(&identity, count);
	started = false;
}

unsigned int cpus_count(void)
{
	return identity.cpus;
}

void cpus_tell_apart(void)
{
	started = true;
}

static unsigned int slot_now(void)
{
	if (identity.cpus == 1)
		return 0;
	return started ? identity_slot(&identity, registers_read(REGISTER_IDENTITY)) : CPUS_NONE;
}

unsigned int cpus_running(void)
{
	unsigned int slot = slot_now();

	return identity.cpus == 1 || (started && identity_runs(&identity, slot)) ? slot : CPUS_NONE;
}

unsigned int cpus_translating(void)
{
	return slot_now();
}

bool cpus_witness(unsigned int slot, unsigned int number)
{
	return identity.cpus > 1 && identity_witness(&identity, slot, number);
}

uint32_t cpus_numbers(unsigned int slot)
{
	return identity_numbers(&identity, slot);
}

bool cpus_number(unsigned int slot, unsigned int *number)
{
	uint32_t numbers = identity.cpus == 1 ? 1 : identity_numbers(&identity, slot);

	if (!numbers || numbers & (numbers - 1))
		return false;
	*number = (unsigned int)__builtin_ctz(numbers);
	return true;
}

bool cpus_all_known(void)
{
	unsigned int number;

	for (unsigned int slot = 0; slot < identity.slots; slot++)
		if (!cpus_number(slot, &number))
			return false;
	return true;
}

bool cpus_name(struct ws_window *window)
{
	for (uint32_t i = 0; i < window->stage_count; i++)
		if (!cpus_number(window->stages[i].cpu, &window->stages[i].cpu))
			return false;
	return true;
}

const char *cpus_problem(void)
{
	return identity.cpus == 1 ? NULL : identity_problem(&identity);
}
