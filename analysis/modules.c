// SPDX-License-Identifier: GPL-2.0-or-later
/* See modules.h. A module is moved by whole pages; the move under which most calls arrive at the
 * beginning of a function is its own, where none comes near it. What is then left without a module
 * is looked at as a whole (modules_rest.c).
 */
#include "analysis/modules.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/modules_rest.h"

/* Fewer may be chance: of some thousand functions one in a few begins where any page may. */
#define ARRIVALS_MIN 3

static int compare_addresses(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left;
	uint64_t b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

static void add_run(const struct ws_trace *trace, const struct ws_trace_run *run,
		    enum ws_world world, uint32_t *last, ws_flow_of flow,
		    struct ws_call_targets *targets)
{
	for (uint32_t at = run->first; at < run->first + run->count; at++) {
		const struct ws_trace_instruction *to = &trace->instructions[at];
		const struct ws_trace_instruction *from =
			*last == UINT32_MAX ? NULL : &trace->instructions[*last];

		if (from && from->world == world && to->world == world &&
		    flow(from->bytes, from->size) == WS_FLOW_CALL)
			targets->list[targets->count++] = to->address;
		*last = at;
	}
}

static int find_targets(const struct ws_trace *trace, enum ws_world world, ws_flow_of flow,
			struct ws_call_targets *targets)
{
	uint32_t last = UINT32_MAX;
	size_t kept = 0;

	targets->list = calloc(trace->executed + 1, sizeof(*targets->list));
	if (!targets->list)
		return -ENOMEM;
	for (size_t at = 0; at < trace->run_count; at++) {
		if (at && trace->runs[at].stage != trace->runs[at - 1].stage)
			last = UINT32_MAX;
		add_run(trace, &trace->runs[at], world, &last, flow, targets);
	}
	qsort(targets->list, targets->count, sizeof(*targets->list), compare_addresses);
	for (size_t at = 0; at < targets->count; at++)
		if (!kept || targets->list[kept - 1] != targets->list[at])
			targets->list[kept++] = targets->list[at];
	targets->count = kept;
	return 0;
}

static const struct ws_symbol *find(const struct ws_symbols *symbols, const char *module,
				    uint64_t address)
{
	const struct ws_symbol *symbol = ws_symbols_find(symbols, address);

	return symbol && strcmp(symbol->module, module) == 0 ? symbol : NULL;
}

/* How many calls arrive where functions begin under this move, less those that do elsewhere. */
static long arrivals(const struct ws_symbols *symbols, const char *module,
		     const struct ws_call_targets *targets, uint64_t shift)
{
	long score = 0;

	for (size_t at = 0; at < targets->count; at++) {
		const struct ws_symbol *symbol = find(symbols, module, targets->list[at] - shift);

		if (symbol)
			score += symbol->address + shift == targets->list[at] ? 1 : -1;
	}
	return score;
}

struct search {
	const struct ws_symbols *symbols;
	const struct ws_call_targets *targets;
	const char *module;
	uint64_t best;
	long best_score;
	bool ambiguous;
};

static void try_shift(struct search *search, uint64_t shift)
{
	long score = arrivals(search->symbols, search->module, search->targets, shift);

	if (score > search->best_score) {
		search->best = shift;
		search->best_score = score;
		search->ambiguous = false;
	} else if (score == search->best_score && shift != search->best) {
		search->ambiguous = true;
	}
}

/* Every move by whole pages that takes the beginning of some function to where some call went. */
static void search_module(struct search *search)
{
	for (size_t at = 0; at < ws_symbols_count(search->symbols); at++) {
		const struct ws_symbol *symbol = ws_symbols_at(search->symbols, at);

		if (strcmp(symbol->module, search->module) != 0)
			continue;
		for (size_t target = 0; target < search->targets->count; target++) {
			uint64_t shift = search->targets->list[target] - symbol->address;

			if (!(shift & WS_MODULES_PAGE_MASK))
				try_shift(search, shift);
		}
	}
}

/* Calls into the image itself are no module's: its text does not move. */
static void drop_image(const struct ws_symbols *symbols, struct ws_call_targets *targets)
{
	size_t kept = 0;

	for (size_t at = 0; at < targets->count; at++)
		if (!find(symbols, "", targets->list[at]))
			targets->list[kept++] = targets->list[at];
	targets->count = kept;
}

static void find_modules(const struct ws_symbols *symbols, const struct ws_call_targets *targets,
			 struct ws_modules *modules)
{
	struct ws_modules seen = {0};

	for (size_t at = 0; at < ws_symbols_count(symbols) && seen.count < WS_MODULES_MAX; at++) {
		struct search search = {
			.symbols = symbols,
			.targets = targets,
			.module = ws_symbols_at(symbols, at)->module,
			.best_score = ARRIVALS_MIN - 1,
		};

		if (!*search.module || ws_modules_have(&seen, search.module))
			continue;
		seen.list[seen.count++] = (struct ws_module){.name = search.module};
		search_module(&search);
		if (search.best_score >= ARRIVALS_MIN && !search.ambiguous)
			modules->list[modules->count++] = (struct ws_module){
				.name = search.module,
				.shift = search.best,
			};
	}
}

int ws_modules_find(const struct ws_trace *trace, const struct ws_symbols *symbols,
		    enum ws_world world, ws_flow_of flow, struct ws_modules *modules)
{
	struct ws_call_targets targets = {0};
	int result = find_targets(trace, world, flow, &targets);

	*modules = (struct ws_modules){0};
	if (!result) {
		drop_image(symbols, &targets);
		find_modules(symbols, &targets, modules);
		result = ws_modules_add_rest(trace, symbols, world, &targets, modules);
	}
	free(targets.list);
	return result;
}

bool ws_modules_have(const struct ws_modules *modules, const char *name)
{
	for (size_t at = 0; at < modules->count; at++)
		if (strcmp(modules->list[at].name, name) == 0)
			return true;
	return false;
}

const struct ws_symbol *ws_modules_symbol(const struct ws_modules *modules,
					  const struct ws_symbols *symbols, uint64_t address)
{
	for (size_t at = 0; at < modules->count; at++) {
		const struct ws_symbol *symbol =
			find(symbols, modules->list[at].name, address - modules->list[at].shift);

		if (symbol)
			return symbol;
	}
	return NULL;
}
