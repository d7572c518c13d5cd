/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results for tables, and a table as text. */
#ifndef WORLDSWITCH_TESTS_TABLE_TEXT_H
#define WORLDSWITCH_TESTS_TABLE_TEXT_H

#include <stdbool.h>

#include "report/report.h"
#include "report/table.h"
#include "tests/unit/results.h"

#define NOTHING_BELOW "no hypervisor stands below the probe: there is nothing to call or to trap to"

static inline char *table_of(const struct ws_result *results, size_t count, unsigned int width,
			     bool colour)
{
	struct ws_table_options options = {.colour = colour, .width = width};
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	ws_report_table(stream, results, count, &options);
	fclose(stream);
	return text;
}

static inline size_t longest_line(const char *text)
{
	size_t longest = 0;

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
		if (strcspn(text, "\n") > longest)
			longest = strcspn(text, "\n");
	return longest;
}

static inline struct ws_result native(void)
{
	struct ws_result result = result_of("arm64/native");

	add_component(&result, "emulator", "QEMU", "10.0.2");
	add_property(&result, "cpu", "neoverse-n1");
	add_property(&result, "gic", "3");
	add_measured(&result, WS_BENCHMARK_NULL, 0, 100, 0);
	add_unmeasured(&result, WS_BENCHMARK_HYPERCALL, WS_VERDICT_ABSENT, NOTHING_BELOW);
	add_unmeasured(&result, WS_BENCHMARK_INTC_TRAP, WS_VERDICT_ABSENT, NOTHING_BELOW);
	add_measured(&result, WS_BENCHMARK_IRQ_COMPLETION, 1, 100, 0);
	return result;
}

static inline struct ws_result kvm(const char *target, uint64_t hypercall)
{
	struct ws_result result = result_of(target);

	add_component(&result, "kernel", "linux-image-6.12-cloud-arm64", "6.12.107-1");
	add_component(&result, "emulator", "QEMU", "10.0.2");
	add_property(&result, "cpu", "neoverse-n1");
	add_property(&result, "gic", "3");
	add_measured(&result, WS_BENCHMARK_NULL, 0, 100, 0);
	add_measured(&result, WS_BENCHMARK_HYPERCALL, hypercall, 97, 3);
	add_measured(&result, WS_BENCHMARK_INTC_TRAP, hypercall + 600, 100, 0);
	add_measured(&result, WS_BENCHMARK_IRQ_COMPLETION, 1, 100, 0);
	return result;
}

static inline struct ws_result xen(void)
{
	struct ws_result result = result_of("arm64/xen");

	add_measured(&result, WS_BENCHMARK_NULL, 0, 100, 0);
	add_measured(&result, WS_BENCHMARK_HYPERCALL, 611, 100, 0);
	add_unmeasured(&result, WS_BENCHMARK_INTC_TRAP, WS_VERDICT_INVALID,
		       "a window was closed that was never opened");
	add_unmeasured(&result, WS_BENCHMARK_IRQ_COMPLETION, WS_VERDICT_TIMED_OUT,
		       "no answer within 120 s");
	return result;
}

#endif
