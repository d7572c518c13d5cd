// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * See modules_rest.h. The symbols have all modules that are loaded, so that the place where the
 * code really comes from is among those that are tried: a module and a move by whole pages, under
 * which all of that code is in its functions, and every call arrives at a beginning. The only one
 * is the right one; of two nobody knows which, and where the code is of two modules there is none.
 */
#include "analysis/modules_rest.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Kernels are in the upper half of addresses; what else there is in their world is not. */
#define UPPER_HALF UINT64_C(0x8000000000000000)

struct rest {
	const struct ws_symbols *symbols;
	uint64_t *code; /* addresses of instructions */
	size_t code_count;
	uint64_t *targets;
	size_t target_count;
	struct ws_module only;
	bool ambiguous;
};

static bool is_left(const struct ws_symbols *symbols, const struct ws_modules *modules,
		    uint64_t address)
{
	const struct ws_symbol *symbol = ws_symbols_find(symbols, address);

	return address & UPPER_HALF && !(symbol && !*symbol->module) &&
	       !ws_modules_symbol(modules, symbols, address);
}

static int fill(struct rest *rest, const struct ws_trace *trace, enum ws_world world,
		const struct ws_call_targets *targets, const struct ws_modules *modules)
{
	rest->code = calloc(trace->instruction_count + 1, sizeof(*rest->code));
	rest->targets = calloc(targets->count + 1, sizeof(*rest->targets));
	if (!rest->code || !rest->targets)
		return -ENOMEM;
	for (size_t at = 0; at < trace->instruction_count; at++) {
		const struct ws_trace_instruction *instruction = &trace->instructions[at];

		if (instruction->world == world &&
		    is_left(rest->symbols, modules, instruction->address))
			rest->code[rest->code_count++] = instruction->address;
	}
	for (size_t at = 0; at < targets->count; at++)
		if (is_left(rest->symbols, modules, targets->list[at]))
			rest->targets[rest->target_count++] = targets->list[at];
	return 0;
}

static const struct ws_symbol *find(const struct rest *rest, const struct ws_module *module,
				    uint64_t address)
{
	const struct ws_symbol *symbol = ws_symbols_find(rest->symbols, address - module->shift);

	return symbol && strcmp(symbol->module, module->name) == 0 ? symbol : NULL;
}

static bool explains_all(const struct rest *rest, const struct ws_module *module)
{
	for (size_t at = 0; at < rest->target_count; at++) {
		const struct ws_symbol *symbol = find(rest, module, rest->targets[at]);

		if (!symbol || symbol->address + module->shift != rest->targets[at])
			return false;
	}
	for (size_t at = 0; at < rest->code_count; at++)
		if (!find(rest, module, rest->code[at]))
			return false;
	return true;
}

static void try_module(struct rest *rest, const struct ws_module *module)
{
	if (!explains_all(rest, module))
		return;
	rest->ambiguous |= rest->only.name && (rest->only.shift != module->shift ||
					       strcmp(rest->only.name, module->name) != 0);
	rest->only = *module;
}

/* Some function has to begin where the first of these calls went. */
static void search(struct rest *rest, const struct ws_modules *modules)
{
	for (size_t at = 0; at < ws_symbols_count(rest->symbols); at++) {
		const struct ws_symbol *symbol = ws_symbols_at(rest->symbols, at);
		struct ws_module module = {
			.name = symbol->module,
			.shift = rest->targets[0] - symbol->address,
		};

		if (*symbol->module && !(module.shift & WS_MODULES_PAGE_MASK) &&
		    !ws_modules_have(modules, symbol->module))
			try_module(rest, &module);
	}
}

int ws_modules_add_rest(const struct ws_trace *trace, const struct ws_symbols *symbols,
			enum ws_world world, const struct ws_call_targets *targets,
			struct ws_modules *modules)
{
	struct rest rest = {.symbols = symbols};
	int result = fill(&rest, trace, world, targets, modules);

	if (!result && rest.target_count) {
		search(&rest, modules);
		if (rest.only.name && !rest.ambiguous && modules->count < WS_MODULES_MAX)
			modules->list[modules->count++] = rest.only;
	}
	free(rest.code);
	free(rest.targets);
	return result;
}
