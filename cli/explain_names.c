// SPDX-License-Identifier: GPL-2.0-or-later
/* See explain_names.h. Symbols that cannot be read cost the names, not the explanation. */
#include "cli/explain_names.h"

#include <errno.h>
#include <stdio.h>

/*
 * The probe, its peer and its backend execute nothing but markers and what is between them,
 * natively too: one name for all of it.
 */
#define PROBE "probe"
static const char *const own_code[LAB_HYPERVISOR_COUNT][WS_WORLD_COUNT] = {
	[LAB_NATIVE] =
		{
			[WS_WORLD_GUEST] = PROBE,
			[WS_WORLD_HYPERVISOR] = PROBE,
			[WS_WORLD_HOST_KERNEL] = PROBE,
		},
	[LAB_KVM] = {[WS_WORLD_GUEST] = PROBE},
	[LAB_XEN] = {[WS_WORLD_GUEST] = PROBE},
};

/* Of domains under Xen where Linux is one of them, its symbols tell. */
static const char *own_code_of(const struct lab_request *request, enum ws_world world)
{
	return request->dom0 == LAB_DOM0_LINUX && world == WS_WORLD_GUEST
		       ? NULL
		       : own_code[request->target->hypervisor][world];
}

static int take(struct cli_explain_names *names, enum ws_world world,
		const struct lab_symbol_text *text, struct ws_error *error)
{
	char *reason = names->reasons[world];
	int result;

	snprintf(reason, sizeof(names->reasons[world]), "%s", text->reason);
	if (!text->text)
		return 0;
	result = ws_symbols_parse(text->text, text->size, text->what, &names->tables[world], error);
	if (result == -ENOMEM)
		return result;
	if (result)
		snprintf(reason, sizeof(names->reasons[world]), "%s", error->text);
	else
		names->naming.symbols[world] = names->tables[world];
	return 0;
}

int cli_explain_names_get(const struct lab_plan *plan, struct lab_symbol_files *files,
			  const struct lab_observer *observer, struct cli_explain_names *names,
			  struct ws_error *error)
{
	const struct lab_request *request = lab_plan_request(plan);
	struct lab_symbols symbols;
	int result = lab_symbols(plan, files, observer, &symbols, error);

	if (result)
		return result;
	for (int at = 0; at < WS_WORLD_COUNT && !result; at++) {
		names->naming.otherwise[at] = own_code_of(request, (enum ws_world)at);
		if (!names->naming.otherwise[at])
			result = take(names, (enum ws_world)at,
				      lab_symbols_of(&symbols, (enum ws_world)at), error);
	}
	lab_symbols_free(&symbols);
	return result;
}

void cli_explain_names_free(struct cli_explain_names *names)
{
	for (size_t world = 0; world < WS_WORLD_COUNT; world++)
		ws_symbols_free(names->tables[world]);
	*names = (struct cli_explain_names){0};
}
