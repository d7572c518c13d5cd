// SPDX-License-Identifier: GPL-2.0-or-later
/* See phases.h. A call without a row of its own is in its caller's phase. */
#include "analysis/phases.h"

#include <stdlib.h>
#include <string.h>

#define NVHE "__kvm_nvhe_" /* what the kernel puts before the names of split mode's part */

struct walk {
	const struct ws_trace *trace;
	const struct ws_functions *functions;
	const struct ws_phase_row **rows; /* by call; of the nearest caller that has one, or NULL */
	uint32_t stage;
	bool in;
};

static const struct ws_phase_row *find_row(const char *name, const struct ws_phase_row *rows,
					   size_t count)
{
	if (!name)
		return NULL;
	if (!strncmp(name, NVHE, strlen(NVHE)))
		name += strlen(NVHE);
	for (size_t at = 0; at < count; at++)
		if (!strncmp(name, rows[at].prefix, strlen(rows[at].prefix)))
			return &rows[at];
	return NULL;
}

/* Parents come before their children. What a guest was interrupted by is not the guest's. */
static void find_rows(struct walk *walk, const struct ws_calls *calls,
		      const struct ws_phase_row *rows, size_t count)
{
	for (size_t at = 0; at < calls->count; at++) {
		const struct ws_call *call = &calls->list[at];
		const char *name = walk->functions->list[call->function].name;

		walk->rows[at] = find_row(name, rows, count);
		if (!walk->rows[at] && call->parent != WS_CALLS_NONE)
			walk->rows[at] = walk->rows[call->parent];
	}
}

/* Natively what is measured is no guest, but the same program: privileged code of one name. */
static bool is_probe(const struct walk *walk, uint32_t instruction)
{
	const struct ws_function *function =
		&walk->functions->list[walk->functions->of[instruction]];

	return function->name && !function->address && function->world != WS_WORLD_HOST_USER;
}

static enum ws_phase phase_of(struct walk *walk, uint32_t instruction, uint32_t call)
{
	const struct ws_phase_row *row = walk->rows[call];

	if (walk->trace->instructions[instruction].world == WS_WORLD_GUEST) {
		walk->in = false;
		return WS_PHASE_GUEST;
	}
	if (!row)
		return is_probe(walk, instruction) ? WS_PHASE_GUEST : WS_PHASE_DISPATCH;
	if (row->turns)
		walk->in = true;
	return walk->in ? row->in : row->out;
}

static void fill(struct walk *walk, const struct ws_calls *calls, uint8_t *phases)
{
	size_t executed = 0;

	for (size_t at = 0; at < walk->trace->run_count; at++) {
		const struct ws_trace_run *run = &walk->trace->runs[at];

		if (run->stage != walk->stage)
			walk->in = false;
		walk->stage = run->stage;
		for (uint32_t i = run->first; i < run->first + run->count; i++, executed++)
			phases[executed] = (uint8_t)phase_of(walk, i, calls->of[executed]);
	}
}

uint8_t *ws_phases_of(const struct ws_trace *trace, const struct ws_functions *functions,
		      const struct ws_calls *calls, const struct ws_phase_row *rows, size_t count)
{
	struct walk walk = {.trace = trace, .functions = functions};
	uint8_t *phases = calloc(trace->executed + 1, sizeof(*phases));

	walk.rows = calloc(calls->count + 1, sizeof(struct ws_phase_row *));
	if (phases && walk.rows) {
		find_rows(&walk, calls, rows, count);
		fill(&walk, calls, phases);
	} else {
		free(phases);
		phases = NULL;
	}
	free(walk.rows);
	return phases;
}
