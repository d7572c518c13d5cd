// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Differential folded stacks, as difffolded.pl makes them and flamegraph.pl reads them: a stack,
 * its count in A, its count in B. Frames are called by the lines of the two (explain_lines.h): what
 * lines up is one frame, so that stacks of two kernels are the same where their calls are.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/explain.h"
#include "report/explain_lines.h"

struct stack {
	char *text;
	uint64_t own[2];
};

struct stacks {
	struct stack *list;
	size_t count;
};

/* A semicolon separates frames, so that none may be in a name. */
static void print_frame(FILE *out, const struct ws_line *line)
{
	char worlds[WS_LINE_WORLDS_MAX];

	ws_line_worlds(line, worlds);
	fprintf(out, ";%s: ", worlds);
	for (const char *at = line->name; *at; at++)
		fputc(*at == ';' ? ':' : *at, out);
}

static void print_stack(FILE *out, const struct ws_explanation *explanation,
			const struct ws_line *const *lines, uint32_t at)
{
	const struct ws_call *call = &explanation->calls.list[at];

	if (call->parent == WS_CALLS_NONE)
		fprintf(out, "CPU %" PRIu32, explanation->trace->window.stages[call->stage].cpu);
	else
		print_stack(out, explanation, lines, call->parent);
	print_frame(out, lines[call->function]);
}

static int add_stack(struct stacks *stacks, const struct ws_explanation *explanation,
		     const struct ws_line *const *lines, uint32_t at, int side)
{
	struct stack *stack = &stacks->list[stacks->count++];
	size_t size;
	FILE *out = open_memstream(&stack->text, &size);

	if (!out)
		return -ENOMEM;
	print_stack(out, explanation, lines, at);
	stack->own[side] = explanation->calls.list[at].own;
	return fclose(out) ? -ENOMEM : 0;
}

static int add_stacks(struct stacks *stacks, const struct ws_explanation explanations[2],
		      const struct ws_lines *lines)
{
	int result = 0;

	stacks->list = calloc(explanations[0].calls.count + explanations[1].calls.count + 1,
			      sizeof(*stacks->list));
	if (!stacks->list)
		return -ENOMEM;
	for (int side = 0; side < 2; side++)
		for (uint32_t at = 0; at < explanations[side].calls.count && !result; at++)
			if (explanations[side].calls.list[at].own)
				result = add_stack(stacks, &explanations[side], lines->of[side], at,
						   side);
	return result;
}

static int compare_stacks(const void *left, const void *right)
{
	return strcmp(((const struct stack *)left)->text, ((const struct stack *)right)->text);
}

/* Equal ones are one line, of either side and of both. */
static void print_stacks(FILE *out, struct stacks *stacks)
{
	qsort(stacks->list, stacks->count, sizeof(*stacks->list), compare_stacks);
	for (size_t at = 0; at < stacks->count;) {
		const char *text = stacks->list[at].text;
		uint64_t own[2] = {0};

		for (; at < stacks->count && strcmp(stacks->list[at].text, text) == 0; at++)
			for (int side = 0; side < 2; side++)
				own[side] += stacks->list[at].own[side];
		fprintf(out, "%s %" PRIu64 " %" PRIu64 "\n", text, own[0], own[1]);
	}
}

int ws_explain_difference_folded(FILE *out, const struct ws_explanation explanations[2])
{
	struct stacks stacks = {.count = 0};
	struct ws_lines lines;
	int result = ws_lines_of(explanations, WS_AXIS_FUNCTION, &lines);

	if (!result)
		result = add_stacks(&stacks, explanations, &lines);
	if (!result)
		print_stacks(out, &stacks);
	for (size_t at = 0; at < stacks.count; at++)
		free(stacks.list[at].text);
	free(stacks.list);
	ws_lines_free(&lines);
	return result;
}
