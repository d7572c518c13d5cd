/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probe on the fake architecture, and what it has recorded. To be included once, after
 * cmocka.h.
 */
#ifndef WORLDSWITCH_TESTS_FAKE_PROBE_H
#define WORLDSWITCH_TESTS_FAKE_PROBE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <worldswitch/records.h>

#include "probe/arch/fake/fake.h"
#include "probe/core/main.h"
#include "probe/hypervisor/hypervisor.h"

#define TABLE_FIRST 2 /* records: hello, machine, one for each benchmark, selftest, then cells */
#define CELLS_FIRST (TABLE_FIRST + WS_BENCHMARK_COUNT + 1)

static inline struct platform platform_of(const struct hypervisor *hypervisor,
					  const char *arguments)
{
	return (struct platform){
		.architecture = "fake",
		.hypervisor = hypervisor,
		.interrupt_controller = {.kind = "gic", .version = 3, .usable = true},
		.cpus = 2,
		.arguments = arguments,
	};
}

static inline int reset(void **state)
{
	(void)state;
	fake_reset();
	return 0;
}

static inline void run(const struct hypervisor *hypervisor, const char *arguments)
{
	struct platform platform = platform_of(hypervisor, arguments);

	probe_main(&platform);
}

/* The payload of the number-th record. */
static inline const char *record(unsigned int number)
{
	static char payload[WS_RECORD_MAX];
	const char *line = fake.console;
	size_t size;

	while (number--) {
		line = strchr(line, '\n');
		assert_non_null(line);
		line++;
	}
	size = strcspn(line, "\n");
	assert_in_range(size, WS_RECORD_HEADER, WS_RECORD_MAX);
	snprintf(payload, sizeof(payload), "%.*s", (int)(size - WS_RECORD_HEADER),
		 line + WS_RECORD_HEADER);
	return payload;
}

#endif
