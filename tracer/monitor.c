// SPDX-License-Identifier: GPL-2.0-or-later
/* The emulator's text about a CPU: see monitor.h. */
#include "tracer/monitor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tracer/symbol.h"

/* QEMU 10.0, include/hw/core/cpu.h. */
typedef void *(*get_cpu)(int number);
typedef void (*dump_state)(void *cpu, FILE *file, int flags);

/* All that there is to read of a CPU, or NULL; freed by the caller. */
static char *print(unsigned int number)
{
	char *text = NULL;
	size_t size;
	get_cpu get;
	dump_state dump;
	FILE *file;
	void *cpu;

	if (!symbol_find("qemu_get_cpu", &get) || !symbol_find("cpu_dump_state", &dump))
		return NULL;
	cpu = get((int)number);
	file = cpu ? open_memstream(&text, &size) : NULL;
	if (!file)
		return NULL;
	dump(cpu, file, 0);
	fclose(file);
	return text;
}

static bool take_number(const char **at, uint64_t *number)
{
	char *end;

	*number = strtoull(*at, &end, 16);
	if (end == *at)
		return false;
	*at = end;
	return true;
}

bool monitor_table(unsigned int cpu, const char *name, uint64_t *base, uint32_t *limit)
{
	char *text = print(cpu);
	const char *at = text ? strstr(text, name) : NULL;
	uint64_t numbers[2];
	bool found = false;

	if (at) {
		at += strlen(name);
		found = take_number(&at, &numbers[0]) && take_number(&at, &numbers[1]);
	}
	if (found) {
		*base = numbers[0];
		*limit = (uint32_t)numbers[1];
	}
	free(text);
	return found;
}
