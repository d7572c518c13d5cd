// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whose code a world executes, by target: with VHE Linux is the hypervisor, in split mode its part
 * at EL2 is in the same image and has the same symbols, under Xen there is no other kernel.
 */
#include "lab/symbols.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const enum lab_symbol_part parts[][WS_WORLD_COUNT] = {
	[LAB_KVM] =
		{
			[WS_WORLD_HYPERVISOR] = LAB_SYMBOLS_IMAGE,
			[WS_WORLD_HOST_KERNEL] = LAB_SYMBOLS_IMAGE,
		},
	[LAB_XEN] = {[WS_WORLD_HYPERVISOR] = LAB_SYMBOLS_IMAGE},
	[LAB_NATIVE] = {[WS_WORLD_GUEST] = LAB_SYMBOLS_NONE},
};

void symbols_say(const struct symbols_request *request, const char *step)
{
	const struct lab_observer *observer = request->observer;

	if (observer->progress)
		observer->progress(observer->context, request->plan->request.label, step);
}

static int fill(const struct symbols_request *request, struct lab_symbols *symbols,
		struct ws_error *error)
{
	struct lab_symbol_text *image = &symbols->parts[LAB_SYMBOLS_IMAGE];

	if (request->plan->request.target->hypervisor == LAB_KVM)
		return symbols_of_kernel(request, image, error);
	return 0;
}

int lab_symbols(const struct lab_plan *plan, const struct lab_symbol_files *files,
		const struct lab_observer *observer, struct lab_symbols *symbols,
		struct ws_error *error)
{
	const struct symbols_request request = {.plan = plan, .files = files, .observer = observer};
	int result;

	*symbols = (struct lab_symbols){.target = plan->request.target};
	snprintf(symbols->parts[LAB_SYMBOLS_NONE].reason,
		 sizeof(symbols->parts[LAB_SYMBOLS_NONE].reason),
		 "there is no code of %s in this world", plan->request.target->id);
	result = fill(&request, symbols, error);
	if (result)
		lab_symbols_free(symbols);
	return result;
}

void lab_symbols_free(struct lab_symbols *symbols)
{
	for (size_t i = 0; i < LAB_SYMBOLS_PARTS; i++)
		free(symbols->parts[i].text);
	*symbols = (struct lab_symbols){.target = NULL};
}

const struct lab_symbol_text *lab_symbols_of(const struct lab_symbols *symbols, enum ws_world world)
{
	return &symbols->parts[parts[symbols->target->hypervisor][world]];
}
