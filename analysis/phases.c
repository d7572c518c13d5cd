// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * See phases.h. A call without a row of its own is in the phase of the call that ended by jumping
 * to it, or else in its caller's: what a function leaves to a tail call is still its own business.
 */
#include "analysis/phases.h"

#include <stdlib.h>
#include <string.h>

#define NVHE "__kvm_nvhe_" /* what the kernel puts before the names of split mode's part */

struct walk {
	const struct ws_trace *trace;
	const struct ws_functions *functions;
	const struct ws_phase_table *table;
	bool under_xen;
	const struct ws_phase_row **rows; /* by call; of the nearest that has one, or NULL */
	uint32_t stage;
	bool in;
};

static bool begins(const char *name, const char *prefix)
{
	return !strncmp(name, prefix, strlen(prefix));
}

/* A row may name split mode's function apart from the kernel's of the same name. */
static const struct ws_phase_row *find_row(const struct walk *walk,
					   const struct ws_function *function)
{
	const struct ws_phase_table *table = walk->table;
	const char *name = function->name ? function->name : "";
	const char *own = strncmp(name, NVHE, strlen(NVHE)) ? name : name + strlen(NVHE);
	enum ws_owner owner = walk->under_xen && function->world == WS_WORLD_HYPERVISOR
				      ? WS_OWNER_XEN
				      : WS_OWNER_LINUX;

	for (size_t at = 0; at < table->count; at++)
		if (table->rows[at].owner == owner &&
		    (begins(name, table->rows[at].prefix) || begins(own, table->rows[at].prefix)))
			return &table->rows[at];
	return NULL;
}

/* Of what it is the continuation of, or of its caller. */
static const struct ws_phase_row *row_around(const struct walk *walk, const struct ws_call *call)
{
	if (call->from != WS_CALLS_NONE && walk->rows[call->from])
		return walk->rows[call->from];
	return call->parent == WS_CALLS_NONE ? NULL : walk->rows[call->parent];
}

/* Parents and those that jump come before what follows from them. */
static void find_rows(struct walk *walk, const struct ws_calls *calls)
{
	for (size_t at = 0; at < calls->count; at++) {
		const struct ws_call *call = &calls->list[at];
		const struct ws_phase_row *around = row_around(walk, call);
		const struct ws_phase_row *own =
			find_row(walk, &walk->functions->list[call->function]);

		walk->rows[at] = !own || (own->yields && around && !around->yields) ? around : own;
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

		if (run->stage != walk->stage &&
		    !ws_stage_goes_on(&walk->trace->window, walk->stage, run->stage))
			walk->in = false;
		walk->stage = run->stage;
		for (uint32_t i = run->first; i < run->first + run->count; i++, executed++)
			phases[executed] = (uint8_t)phase_of(walk, i, calls->of[executed]);
	}
}

uint8_t *ws_phases_of(const struct ws_trace *trace, const struct ws_functions *functions,
		      const struct ws_calls *calls, const struct ws_phase_table *table,
		      bool under_xen)
{
	struct walk walk = {
		.trace = trace,
		.functions = functions,
		.table = table,
		.under_xen = under_xen,
	};
	uint8_t *phases = calloc(trace->executed + 1, sizeof(*phases));

	walk.rows = calloc(calls->count + 1, sizeof(struct ws_phase_row *));
	if (phases && walk.rows) {
		find_rows(&walk, calls);
		fill(&walk, calls, phases);
	} else {
		free(phases);
		phases = NULL;
	}
	free(walk.rows);
	return phases;
}
