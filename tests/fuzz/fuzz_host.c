// SPDX-License-Identifier: GPL-2.0-or-later
/* Any text as a list of CPUs, as /proc/stat and as /proc/interrupts. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host/cpus.h"
#include "host/traffic.h"

#define ROWS_MAX 64

/* What is read as a list is written as one of the same CPUs. */
static void try_list(const char *text)
{
	char written[HOST_CPUS_TEXT_MAX];
	cpu_set_t again;
	cpu_set_t set;

	if (host_cpus_parse(text, &set) || host_cpus_format(&set, written, sizeof(written)))
		return;
	if (host_cpus_parse(written, &again) || !CPU_EQUAL(&set, &again))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct host_interrupt rows[ROWS_MAX];
	struct host_time time;
	struct host_cpus cpus;
	char *text = strndup((const char *)data, size);

	if (!text)
		return 0;
	try_list(text);
	(void)host_cpus_read(text, &cpus);
	(void)host_time_parse(text, 1, &time);
	if (host_interrupts_parse(text, 1, rows, ROWS_MAX) > ROWS_MAX)
		abort();
	free(text);
	return 0;
}
