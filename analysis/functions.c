// SPDX-License-Identifier: GPL-2.0-or-later
/* See functions.h. */
#include "analysis/functions.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/modules.h"

/* What a function without a name covers: the smallest page there is. */
#define PAGE_MASK UINT64_C(0xfff)

/* What a place exceeds its address by in the kernel's own text, for one world's symbols. */
struct shift {
	bool known;
	uint64_t places;
	struct ws_modules modules;
};

/* Modules lie anywhere in memory, the image in one piece. */
static const struct ws_symbol *find_in_image(const struct ws_symbols *symbols, uint64_t address)
{
	const struct ws_symbol *symbol = ws_symbols_find(symbols, address);

	return symbol && !*symbol->module ? symbol : NULL;
}

/* Anchors that do not agree make the shift unknown: no name is better than a wrong one. */
static struct shift find_shift(const struct ws_trace *trace, const struct ws_symbols *symbols)
{
	struct shift shift = {0};

	for (size_t at = 0; at < trace->anchor_count; at++) {
		const struct ws_anchor *anchor = &trace->anchors[at];
		uint64_t places = anchor->place - anchor->address;

		if (!find_in_image(symbols, anchor->address))
			continue;
		if (shift.known && shift.places != places)
			return (struct shift){0};
		shift.known = true;
		shift.places = places;
	}
	return shift;
}

static const struct ws_symbol *find_symbol(const struct ws_trace_instruction *instruction,
					   const struct ws_symbols *symbols,
					   const struct shift *shift)
{
	const struct ws_symbol *symbol = find_in_image(symbols, instruction->address);

	if (!symbol)
		symbol = ws_modules_symbol(&shift->modules, symbols, instruction->address);
	if (!symbol && shift->known)
		symbol = find_in_image(symbols, instruction->place - shift->places);
	return symbol;
}

static struct ws_function name(const struct ws_trace_instruction *instruction,
			       const struct ws_naming *naming, const struct shift *shifts)
{
	enum ws_world world = instruction->world;
	const struct ws_symbols *symbols = naming->symbols[world];
	const struct ws_symbol *symbol =
		symbols ? find_symbol(instruction, symbols, &shifts[world]) : NULL;

	if (symbol)
		return (struct ws_function){world, symbol->address, symbol->name, symbol->module};
	if (naming->otherwise[world])
		return (struct ws_function){world, 0, naming->otherwise[world], ""};
	return (struct ws_function){world, instruction->address & ~PAGE_MASK, NULL, ""};
}

static bool same(const struct ws_function *a, const struct ws_function *b)
{
	return a->world == b->world && a->address == b->address && a->name == b->name;
}

/* Consecutive instructions are mostly of one function, and a window has a few hundred of them. */
static uint32_t find_or_add(struct ws_functions *functions, const struct ws_function *function,
			    uint32_t hint)
{
	if (hint < functions->count && same(&functions->list[hint], function))
		return hint;
	for (size_t at = 0; at < functions->count; at++)
		if (same(&functions->list[at], function))
			return (uint32_t)at;
	functions->list[functions->count] = *function;
	return (uint32_t)functions->count++;
}

static int find_shifts(const struct ws_trace *trace, const struct ws_naming *naming,
		       ws_flow_of flow, struct shift shifts[WS_WORLD_COUNT])
{
	int result = 0;

	for (size_t world = 0; world < WS_WORLD_COUNT && !result; world++) {
		const struct ws_symbols *symbols = naming->symbols[world];

		if (!symbols)
			continue;
		shifts[world] = find_shift(trace, symbols);
		result = ws_modules_find(trace, symbols, (enum ws_world)world, flow,
					 &shifts[world].modules);
	}
	return result;
}

int ws_functions_of(const struct ws_trace *trace, const struct ws_naming *naming, ws_flow_of flow,
		    struct ws_functions *functions)
{
	size_t count = trace->instruction_count;
	struct shift shifts[WS_WORLD_COUNT] = {0};
	int result;

	*functions = (struct ws_functions){
		.list = calloc(count + 1, sizeof(*functions->list)),
		.of = calloc(count + 1, sizeof(*functions->of)),
	};
	if (!functions->list || !functions->of) {
		ws_functions_free(functions);
		return -ENOMEM;
	}
	result = find_shifts(trace, naming, flow, shifts);
	if (result) {
		ws_functions_free(functions);
		return result;
	}
	for (size_t at = 0; at < count; at++) {
		struct ws_function function = name(&trace->instructions[at], naming, shifts);

		functions->of[at] =
			find_or_add(functions, &function, at ? functions->of[at - 1] : 0);
	}
	return 0;
}

void ws_functions_free(struct ws_functions *functions)
{
	free(functions->list);
	free(functions->of);
	*functions = (struct ws_functions){0};
}
