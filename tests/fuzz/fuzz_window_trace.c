// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A window taken apart, and symbols to name it by, both by anybody: no crash, and parts that add up
 * on every axis to what was executed. The first byte chooses the architecture; lines up to an empty
 * one are the trace, the rest is a table of symbols.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/explanation.h"
#include "lab/window_trace.h"

static const struct ws_window window = {.clean = true, .stage_count = 3};

/* What is left where the trace ends. */
static char *take_lines(struct window_trace *trace, char *text)
{
	char *line;

	while ((line = strsep(&text, "\n")) && *line)
		if (window_trace_line(trace, line, &window))
			break;
	return text;
}

static void check_axis(const struct ws_explanation *explanation, enum ws_axis axis)
{
	struct ws_part *parts;
	uint64_t sum = 0;
	size_t count;

	if (ws_parts_of(explanation, axis, &parts, &count))
		return;
	for (size_t at = 0; at < count; at++)
		sum += parts[at].own;
	if (sum != explanation->value)
		abort();
	free(parts);
}

static void explain(struct ws_trace *trace, const struct ws_symbols *symbols, bool arm64)
{
	const struct ws_explained_cell cell = {
		.target = arm64 ? "arm64/kvm-nvhe" : "x86_64/kvm",
		.benchmark = WS_BENCHMARK_HYPERCALL,
		.value = trace->executed - 1,
		.baseline = 1,
	};
	struct ws_naming naming = {.otherwise = {[WS_WORLD_GUEST] = "probe"}};
	struct ws_explanation explanation;
	struct ws_error error;

	naming.symbols[WS_WORLD_HYPERVISOR] = symbols;
	naming.symbols[WS_WORLD_HOST_KERNEL] = symbols;
	if (ws_explain(trace, &naming, &cell, &explanation, &error))
		return;
	for (int axis = 0; axis < WS_AXIS_COUNT; axis++)
		check_axis(&explanation, (enum ws_axis)axis);
	ws_explanation_free(&explanation);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct window_trace trace = {0};
	struct ws_symbols *symbols = NULL;
	struct ws_error error;
	char *text = size ? strndup((const char *)data + 1, size - 1) : NULL;
	char *rest;

	if (!text)
		return 0;
	rest = take_lines(&trace, text);
	if (rest)
		(void)ws_symbols_parse(rest, strlen(rest), "a fuzzer", &symbols, &error);
	/* Time is bounded by what is executed, and a line may repeat much of it. */
	if (trace.trace.executed && trace.trace.executed < 100000)
		explain(&trace.trace, symbols, data[0] & 1);
	ws_symbols_free(symbols);
	window_trace_free(&trace);
	free(text);
	return 0;
}
