// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An emulator with instructions as its clock runs its CPUs in turn, on one thread: a processor each
 * is all that they can use. MemAvailable is what can be had without swapping (proc(5)).
 */
#include "lab/jobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/lab.h"
#include "lab/machine.h"

#define MEMINFO_MAX 16384

unsigned int jobs_of(unsigned int processors, uint64_t available_mib)
{
	uint64_t fitting = available_mib / (MACHINE_MEMORY_MIB + JOBS_EMULATOR_MIB);

	if (fitting < processors)
		processors = (unsigned int)fitting;
	return processors ? processors : 1;
}

uint64_t jobs_available_mib(const char *meminfo)
{
	const char *line = strstr(meminfo, "MemAvailable:");
	unsigned long long kib;

	if (!line || sscanf(line, "MemAvailable: %llu kB", &kib) != 1)
		return UINT64_MAX;
	return kib / 1024;
}

unsigned int lab_jobs(void)
{
	char meminfo[MEMINFO_MAX];
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	FILE *file = fopen("/proc/meminfo", "re");
	size_t size = file ? fread(meminfo, 1, sizeof(meminfo) - 1, file) : 0;

	if (file)
		fclose(file);
	meminfo[size] = '\0';
	return jobs_of(processors > 0 ? (unsigned int)processors : 1, jobs_available_mib(meminfo));
}
