// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whose code a world executes, by target: with VHE Linux is the hypervisor, in split mode its part
 * at EL2 is in the same image and has the same symbols, under Xen another kernel is in a domain; a
 * paravirtualized one, on x86-64, is no guest.
 */
#include "lab/symbols.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TARGETS (LAB_XEN + 1)

static const enum lab_symbol_part parts[TARGETS][WS_WORLD_COUNT] = {
	[LAB_KVM] =
		{
			[WS_WORLD_HYPERVISOR] = LAB_SYMBOLS_IMAGE,
			[WS_WORLD_HOST_KERNEL] = LAB_SYMBOLS_IMAGE,
			[WS_WORLD_HOST_USER] = LAB_SYMBOLS_VMM,
		},
	[LAB_XEN] =
		{
			[WS_WORLD_HYPERVISOR] = LAB_SYMBOLS_IMAGE,
			[WS_WORLD_GUEST] = LAB_SYMBOLS_DOMAINS,
			[WS_WORLD_HOST_KERNEL] = LAB_SYMBOLS_DOMAINS,
			[WS_WORLD_HOST_USER] = LAB_SYMBOLS_DOMAINS,
		},
	[LAB_NATIVE] = {[WS_WORLD_GUEST] = LAB_SYMBOLS_NONE},
};

const struct lab_image *symbols_linux(const struct lab_plan *plan)
{
	return dom0_is_linux(&plan->request) ? &plan->dom0.kernel : &plan->image;
}

void symbols_say(const struct symbols_request *request, const char *step)
{
	const struct lab_observer *observer = request->observer;

	if (observer->progress)
		observer->progress(observer->context, request->plan->request.label, step);
}

int symbols_give_up(int result, const struct ws_error *reason, struct lab_symbol_text *text,
		    struct ws_error *error)
{
	if (!result)
		return 0;
	if (result == -EINTR || result == -ENOMEM) {
		*error = *reason;
		return result;
	}
	snprintf(text->reason, sizeof(text->reason), "%s", reason->text);
	return 0;
}

static int fill(const struct symbols_request *request, struct lab_symbols *symbols,
		struct ws_error *error)
{
	struct lab_symbol_text *image = &symbols->parts[LAB_SYMBOLS_IMAGE];
	int result = 0;

	switch (request->plan->request.target->hypervisor) {
	case LAB_KVM:
		result = symbols_of_kernel(request, image, error);
		return result ? result
			      : symbols_of_program(request, &symbols->parts[LAB_SYMBOLS_VMM],
						   error);
	case LAB_XEN:
		result = symbols_of_xen(request, image, error);
		return result ? result
			      : symbols_of_domains(request, &symbols->parts[LAB_SYMBOLS_DOMAINS],
						   error);
	default:
		return 0;
	}
}

bool lab_runs_linux(const struct lab_request *request)
{
	return request->target->hypervisor == LAB_KVM || dom0_is_linux(request);
}

bool lab_runs_xen(const struct lab_request *request)
{
	return request->target->hypervisor == LAB_XEN;
}

int lab_symbols(const struct lab_plan *plan, struct lab_symbol_files *files,
		const struct lab_observer *observer, struct lab_symbols *symbols,
		struct ws_error *error)
{
	const struct symbols_request request = {.plan = plan, .files = files, .observer = observer};
	int result;

	*symbols = (struct lab_symbols){.target = plan->request.target};
	snprintf(symbols->parts[LAB_SYMBOLS_NONE].reason,
		 sizeof(symbols->parts[LAB_SYMBOLS_NONE].reason),
		 "nothing in this world of %s has symbols", plan->request.target->id);
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
