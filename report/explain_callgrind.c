// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Callgrind's profile ("Callgrind Format Specification", valgrind's manual): what each function
 * costs by itself, and what each of its calls costs in all. There are no source lines, so every
 * position is line 0, and the file is valgrind's word for an unknown one, which readers do not try
 * to open. Worlds are objects; a module is in its functions' names.
 *
 * The cost that follows a calls= line is the call's only where the line says that there was one:
 * after "calls=0" callgrind_annotate adds it to the caller's own. A function that was under way
 * when the window began has been called once, before that.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>

#include "report/explain.h"
#include "report/names.h"

#define UNKNOWN_FILE "???"

/* All calls of one function by another. */
struct edge {
	uint32_t caller;
	uint32_t callee;
	uint64_t entered;
	uint64_t inclusive;
};

static int compare_edges(const void *left, const void *right)
{
	const struct edge *a = left;
	const struct edge *b = right;

	if (a->caller != b->caller)
		return a->caller < b->caller ? -1 : 1;
	return (a->callee > b->callee) - (a->callee < b->callee);
}

static bool same(const struct edge *a, const struct edge *b)
{
	return a->caller == b->caller && a->callee == b->callee;
}

/* Those of equal ends are made one; returns how many there are. */
static size_t merge(struct edge *edges, size_t count)
{
	size_t merged = 0;

	qsort(edges, count, sizeof(*edges), compare_edges);
	for (size_t at = 0; at < count; at++) {
		if (merged && same(&edges[merged - 1], &edges[at])) {
			edges[merged - 1].entered += edges[at].entered;
			edges[merged - 1].inclusive += edges[at].inclusive;
		} else {
			edges[merged++] = edges[at];
		}
	}
	return merged;
}

static size_t find_edges(const struct ws_calls *calls, struct edge *edges)
{
	size_t count = 0;

	for (size_t at = 0; at < calls->count; at++) {
		const struct ws_call *call = &calls->list[at];

		if (call->parent == WS_CALLS_NONE)
			continue;
		edges[count++] = (struct edge){
			.caller = calls->list[call->parent].function,
			.callee = call->function,
			.entered = call->entered,
			.inclusive = call->inclusive,
		};
	}
	return merge(edges, count);
}

static uint64_t own_cost(const struct ws_calls *calls, uint32_t function)
{
	uint64_t own = 0;

	for (size_t at = 0; at < calls->count; at++)
		if (calls->list[at].function == function)
			own += calls->list[at].own;
	return own;
}

/* `ob=`, `fl=` and `fn=`, or with a letter before them those of a call. */
static void print_place(FILE *out, const struct ws_function *function, const char *called)
{
	char text[WS_FUNCTION_TEXT_MAX];

	ws_function_text(function, text);
	fprintf(out, "%sob=%s\n", called, ws_world_id(function->world));
	fprintf(out, "%s=%s\n", *called ? "cfi" : "fl", UNKNOWN_FILE);
	fprintf(out, "%sfn=%s\n", called, text);
}

static void print_function(FILE *out, const struct ws_explanation *explanation, uint32_t function,
			   const struct edge *edges, size_t count)
{
	print_place(out, &explanation->functions.list[function], "");
	fprintf(out, "0 %" PRIu64 "\n", own_cost(&explanation->calls, function));
	for (size_t at = 0; at < count; at++) {
		if (edges[at].caller != function)
			continue;
		print_place(out, &explanation->functions.list[edges[at].callee], "c");
		fprintf(out, "calls=%" PRIu64 " 0\n0 %" PRIu64 "\n",
			edges[at].entered ? edges[at].entered : 1, edges[at].inclusive);
	}
	fputc('\n', out);
}

int ws_explain_callgrind(FILE *out, const struct ws_explanation *explanation)
{
	const struct ws_calls *calls = &explanation->calls;
	struct edge *edges = calloc(calls->count + 1, sizeof(*edges));
	size_t count;

	if (!edges)
		return -ENOMEM;
	count = find_edges(calls, edges);
	fprintf(out, "# callgrind format\nversion: 1\ncreator: worldswitch\ncmd: %s/%s\n",
		explanation->target, ws_benchmark_texts[explanation->benchmark].id);
	fprintf(out, "positions: line\nevents: Instructions\nsummary: %" PRIu64 "\n\n",
		explanation->value);
	for (uint32_t at = 0; at < explanation->functions.count; at++)
		print_function(out, explanation, at, edges, count);
	free(edges);
	return 0;
}
