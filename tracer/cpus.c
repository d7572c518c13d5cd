// SPDX-License-Identifier: GPL-2.0-or-later
/* Which CPU runs: see cpus.h. */
#include "tracer/cpus.h"

#include <stddef.h>
#include <string.h>

#include "tracer/symbol.h"

/* A CPU as the emulator has it: only its address is of interest. */
typedef void *(*get_cpu)(int number);

static unsigned int cpu_count;
static const void *cpus[CPUS_MAX];
static const void *const *current; /* of the thread that all CPUs run on */
static const char *problem;

void cpus_start(unsigned int count)
{
	cpu_count = count;
	memset(cpus, 0, sizeof(cpus));
	current = NULL;
	problem = NULL;
}

unsigned int cpus_count(void)
{
	return cpu_count;
}

bool cpus_add(unsigned int number)
{
	get_cpu get;

	if (cpu_count == 1)
		return true;
	if (!symbol_find("qemu_get_cpu", &get) || !symbol_find("current_cpu", &current) ||
	    number >= CPUS_MAX)
		return false;
	cpus[number] = get((int)number);
	return cpus[number];
}

unsigned int cpus_running(void)
{
	const void *running;

	if (cpu_count == 1)
		return 0;
	running = current ? *current : NULL;
	for (unsigned int number = 0; running && number < cpu_count; number++)
		if (cpus[number] == running)
			return number;
	problem = "a CPU runs that was not there at the start";
	return CPUS_NONE;
}

bool cpus_runs(unsigned int number)
{
	return cpu_count == 1 || (current && *current && *current == cpus[number]);
}

void cpus_witness(unsigned int translated_for, unsigned int carried)
{
	if (translated_for != carried)
		problem = "the emulator gave a CPU's code the number of another CPU";
}

const char *cpus_problem(void)
{
	return problem;
}
