// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * /proc/stat and /proc/interrupts (Linux, Documentation/filesystems/proc.rst, 1.2 and 1.7). CPUs
 * that are offline have no column in the second, so a column is found by its heading.
 */
#include "host/traffic.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STAT_FIELDS  8 /* user nice system idle iowait irq softirq steal; guests are in user */
#define STAT_STOLEN  7
#define LABEL_FORMAT "cpu%u "

static const char *next_line(const char *at)
{
	at = strchr(at, '\n');
	return at ? at + 1 : NULL;
}

/* Digits at *at, behind blanks, which is moved behind them. */
static bool take_count(const char **at, uint64_t *count)
{
	const char *digits = *at + strspn(*at, " \t");
	char *end;

	if (!isdigit((unsigned char)*digits))
		return false;
	*count = strtoull(digits, &end, 10);
	*at = end;
	return true;
}

bool host_time_parse(const char *stat, unsigned int cpu, struct host_time *time)
{
	char label[24];
	size_t length = (size_t)snprintf(label, sizeof(label), LABEL_FORMAT, cpu);

	while (stat && strncmp(stat, label, length) != 0)
		stat = next_line(stat);
	if (!stat)
		return false;
	stat += length;
	*time = (struct host_time){0};
	for (int field = 0; field < STAT_FIELDS; field++) {
		uint64_t ticks;

		if (!take_count(&stat, &ticks))
			return false;
		time->all += ticks;
		if (field == STAT_STOLEN)
			time->stolen = ticks;
	}
	return true;
}

/* Each CPU's own on arm64, which have numbers as devices' do (GIC: private peripheral interrupts).
 */
static const char *const private_names[] = {"arch_timer", "kvm guest vtimer", "kvm guest ptimer",
					    "arm-pmu", "vgic"};

bool host_interrupt_is_device(const struct host_interrupt *interrupt)
{
	for (size_t at = 0; at < sizeof(private_names) / sizeof(private_names[0]); at++)
		if (strcmp(interrupt->name, private_names[at]) == 0)
			return false;
	return isdigit((unsigned char)interrupt->label[0]);
}

/* The columns that there are and which is the CPU's; false: none. */
static bool find_column(const char *heading, unsigned int cpu, size_t *columns, size_t *column)
{
	const char *end = heading + strcspn(heading, "\n");
	bool found = false;

	*columns = 0;
	*column = 0;
	for (const char *at = heading; (at = strstr(at, "CPU")) && at < end; (*columns)++) {
		at += strlen("CPU");
		if (isdigit((unsigned char)*at) && strtoul(at, NULL, 10) == cpu) {
			*column = *columns;
			found = true;
		}
	}
	return found;
}

/* What is behind the last double blank: "IO-APIC   4-edge      ttyS0", or the whole of a text. */
static void take_name(const char *at, struct host_interrupt *interrupt)
{
	int length = (int)strcspn(at, "\n");
	int from = length;

	if (isdigit((unsigned char)interrupt->label[0]))
		while (from > 0 && !(at[from - 1] == ' ' && (from < 2 || at[from - 2] == ' ')))
			from--;
	else
		from = (int)strspn(at, " \t");
	snprintf(interrupt->name, sizeof(interrupt->name), "%.*s",
		 length > from ? length - from : 0, at + from);
}

/* "LABEL: count count ... text"; rows such as ERR have one count for all CPUs, and are none's. */
static bool take_row(const char *line, size_t columns, size_t column,
		     struct host_interrupt *interrupt)
{
	const char *label = line + strspn(line, " ");
	size_t length = strcspn(label, ": \n");
	const char *at = label + length;

	if (!length || length >= sizeof(interrupt->label) || *at++ != ':')
		return false;
	memcpy(interrupt->label, label, length);
	interrupt->label[length] = '\0';
	for (size_t index = 0; index < columns; index++) {
		uint64_t count;

		if (!take_count(&at, &count))
			return false;
		if (index == column)
			interrupt->count = count;
	}
	take_name(at, interrupt);
	return true;
}

size_t host_interrupts_parse(const char *text, unsigned int cpu, struct host_interrupt *interrupts,
			     size_t limit)
{
	size_t columns;
	size_t column;
	size_t count = 0;

	if (!find_column(text, cpu, &columns, &column))
		return 0;
	for (const char *line = next_line(text); line && count < limit; line = next_line(line))
		if (take_row(line, columns, column, &interrupts[count]))
			count++;
	return count;
}
