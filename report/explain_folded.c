// SPDX-License-Identifier: GPL-2.0-or-later
/* Folded stacks: a line for each place in the tree of calls that has instructions of its own. */
#include <inttypes.h>
#include <string.h>

#include "report/explain.h"
#include "report/names.h"

/* A semicolon separates frames, so that none may be in a name. */
static void print_frame(FILE *out, const struct ws_function *function)
{
	char text[WS_FUNCTION_TEXT_MAX];

	ws_function_text(function, text);
	for (char *at = text; *at; at++)
		if (*at == ';')
			*at = ':';
	fprintf(out, ";%s: %s", ws_world_id(function->world), text);
}

static void print_stack(FILE *out, const struct ws_explanation *explanation, uint32_t at)
{
	const struct ws_call *call = &explanation->calls.list[at];

	if (call->parent == WS_CALLS_NONE) {
		const struct ws_stage *stage = &explanation->trace->window.stages[call->stage];

		fprintf(out, "CPU %" PRIu32, stage->cpu);
	} else {
		print_stack(out, explanation, call->parent);
	}
	print_frame(out, &explanation->functions.list[call->function]);
}

void ws_explain_folded(FILE *out, const struct ws_explanation *explanation)
{
	for (uint32_t at = 0; at < explanation->calls.count; at++) {
		if (!explanation->calls.list[at].own)
			continue;
		print_stack(out, explanation, at);
		fprintf(out, " %" PRIu64 "\n", explanation->calls.list[at].own);
	}
}
