// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lists of CPUs (Linux, Documentation/core-api/printk-formats.rst, %*pbl), and a choice: the
 * measured VCPU gets the last CPU, for the first one is where Linux keeps its time and, unless told
 * otherwise, handles its devices.
 */
#include "host/cpus.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* A number at *at, which is moved behind it. */
static bool take_number(const char **at, unsigned int *number)
{
	unsigned int value = 0;
	const char *digit = *at;

	for (; *digit >= '0' && *digit <= '9'; digit++) {
		value = value * 10 + (unsigned int)(*digit - '0');
		if (value >= CPU_SETSIZE)
			return false;
	}
	if (digit == *at)
		return false;
	*number = value;
	*at = digit;
	return true;
}

static bool take_range(const char **at, cpu_set_t *set)
{
	unsigned int first;
	unsigned int last;

	if (!take_number(at, &first))
		return false;
	last = first;
	if (**at == '-') {
		(*at)++;
		if (!take_number(at, &last) || last < first)
			return false;
	}
	for (unsigned int cpu = first; cpu <= last; cpu++)
		CPU_SET(cpu, set);
	return true;
}

int host_cpus_parse(const char *text, cpu_set_t *set)
{
	CPU_ZERO(set);
	if (!*text)
		return 0;
	for (;;) {
		if (!take_range(&text, set))
			return -EINVAL;
		if (!*text)
			return 0;
		if (*text++ != ',')
			return -EINVAL;
	}
}

/* The last CPU of the run that begins with this one. */
static unsigned int run_end(const cpu_set_t *set, unsigned int first)
{
	while (first + 1 < CPU_SETSIZE && CPU_ISSET(first + 1, set))
		first++;
	return first;
}

int host_cpus_format(const cpu_set_t *set, char *text, size_t size)
{
	size_t used = 0;

	*text = '\0';
	for (unsigned int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		const char *comma = used ? "," : "";
		unsigned int last;
		int length;

		if (!CPU_ISSET(cpu, set))
			continue;
		last = run_end(set, cpu);
		length = last == cpu
				 ? snprintf(text + used, size - used, "%s%u", comma, cpu)
				 : snprintf(text + used, size - used, "%s%u-%u", comma, cpu, last);
		if (length < 0 || (size_t)length >= size - used)
			return -ENOSPC;
		used += (size_t)length;
		cpu = last;
	}
	return 0;
}

int host_cpus_choose(const cpu_set_t *allowed, struct host_cpus *cpus)
{
	bool found = false;

	for (unsigned int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, allowed))
			continue;
		if (!found)
			cpus->others = cpu;
		cpus->measured = cpu;
		found = true;
	}
	return found ? 0 : -ENODEV;
}

int host_cpus_read(const char *text, struct host_cpus *cpus)
{
	struct host_cpus read;

	if (!take_number(&text, &read.measured))
		return -EINVAL;
	read.others = read.measured;
	if (*text == ',') {
		text++;
		if (!take_number(&text, &read.others))
			return -EINVAL;
	}
	if (*text)
		return -EINVAL;
	*cpus = read;
	return 0;
}

static int refuse(const cpu_set_t *allowed, unsigned int cpu, struct ws_error *error)
{
	char text[HOST_CPUS_TEXT_MAX];

	if (host_cpus_format(allowed, text, sizeof(text)))
		snprintf(text, sizeof(text), "%d of them", CPU_COUNT(allowed));
	return ws_fail(error, EINVAL, "--cpus: CPU %u may not be used here: %.128s may", cpu, text);
}

int host_cpus_here(const struct host_cpus *asked, struct host_cpus *cpus, struct ws_error *error)
{
	cpu_set_t allowed;

	if (sched_getaffinity(0, sizeof(allowed), &allowed) < 0)
		return ws_fail_errno(error, errno, "cannot tell which CPUs there are");
	if (!asked)
		return host_cpus_choose(&allowed, cpus)
			       ? ws_fail(error, ENODEV,
					 "no CPU to run on: see the process's affinity")
			       : 0;
	if (!CPU_ISSET(asked->measured, &allowed))
		return refuse(&allowed, asked->measured, error);
	if (!CPU_ISSET(asked->others, &allowed))
		return refuse(&allowed, asked->others, error);
	*cpus = *asked;
	return 0;
}

void host_cpus_both(const struct host_cpus *cpus, cpu_set_t *set)
{
	CPU_ZERO(set);
	CPU_SET(cpus->measured, set);
	CPU_SET(cpus->others, set);
}
