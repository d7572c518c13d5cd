// SPDX-License-Identifier: GPL-2.0-or-later
/* See window_trace.h. What a run of instructions names was introduced before it. */
#include "lab/window_trace.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "records/fields.h"

void window_trace_free(struct window_trace *trace)
{
	free(trace->trace.instructions);
	free(trace->trace.runs);
	*trace = (struct window_trace){0};
}

void window_trace_next(const struct window_trace *trace, struct window_trace *next)
{
	*next = (struct window_trace){.trace.anchor_count = trace->trace.anchor_count};
	memcpy(next->trace.anchors, trace->trace.anchors, sizeof(next->trace.anchors));
}

static bool take_number(const char **at, uint64_t limit, uint64_t *number)
{
	return field_literal(at, " ") && field_number(at, limit, number);
}

/* Room for one more; the array grows by doubling up to its limit. */
static int make_room(void **list, size_t size, size_t count, size_t *capacity, size_t limit)
{
	size_t wanted = *capacity ? 2 * *capacity : 256;
	void *grown;

	if (count < *capacity)
		return 0;
	if (count >= limit)
		return -EOVERFLOW;
	grown = reallocarray(*list, wanted, size);
	if (!grown)
		return -ENOMEM;
	*list = grown;
	*capacity = wanted;
	return 0;
}

static int take_anchor(struct window_trace *trace, const char *at, const struct ws_window *window)
{
	struct ws_anchor anchor;

	(void)window;
	if (!take_number(&at, UINT64_MAX, &anchor.address) ||
	    !take_number(&at, UINT64_MAX, &anchor.place) || *at)
		return -EBADMSG;
	if (trace->trace.anchor_count == WS_TRACE_ANCHORS_MAX)
		return -EOVERFLOW;
	trace->trace.anchors[trace->trace.anchor_count++] = anchor;
	return 0;
}

static int take_begin(struct window_trace *trace, const char *at, const struct ws_window *window)
{
	uint64_t cell;
	uint64_t number;

	if (trace->state != WINDOW_TRACE_NONE || !window || !take_number(&at, UINT32_MAX, &cell) ||
	    !take_number(&at, UINT32_MAX, &number) || *at)
		return -EBADMSG;
	trace->state = WINDOW_TRACE_OPEN;
	trace->cell = (uint32_t)cell;
	trace->number = (uint32_t)number;
	trace->trace.window = *window;
	return 0;
}

static bool take_bytes(const char **at, struct ws_trace_instruction *instruction)
{
	if (!field_literal(at, " "))
		return false;
	while (**at && instruction->size < WS_TRACE_BYTES_MAX) {
		uint64_t byte;

		if (!field_hexadecimal(at, 2, &byte))
			return false;
		instruction->bytes[instruction->size++] = (uint8_t)byte;
	}
	return instruction->size > 0 && **at == '\0';
}

static int take_instruction(struct window_trace *trace, const char *at,
			    const struct ws_window *window)
{
	struct ws_trace_instruction instruction = {0};
	struct ws_trace *taken = &trace->trace;
	uint64_t world;
	int result;

	(void)window;
	if (trace->state != WINDOW_TRACE_OPEN || !take_number(&at, WS_WORLD_COUNT - 1, &world) ||
	    !take_number(&at, UINT64_MAX, &instruction.address) ||
	    !take_number(&at, UINT64_MAX, &instruction.place) || !take_bytes(&at, &instruction))
		return -EBADMSG;
	instruction.world = (enum ws_world)world;
	result = make_room((void **)&taken->instructions, sizeof(*taken->instructions),
			   taken->instruction_count, &trace->instruction_capacity,
			   WS_TRACE_INSTRUCTIONS_MAX);
	if (!result)
		taken->instructions[taken->instruction_count++] = instruction;
	return result;
}

/* Stages follow one another in the path's order. */
static bool is_in_order(const struct ws_trace *trace, uint64_t stage)
{
	return stage < trace->window.stage_count &&
	       (!trace->run_count || stage >= trace->runs[trace->run_count - 1].stage);
}

static int take_run(struct window_trace *trace, const char *at, const struct ws_window *window)
{
	struct ws_trace *taken = &trace->trace;
	uint64_t stage;
	uint64_t first;
	uint64_t count;
	int result;

	(void)window;
	if (trace->state != WINDOW_TRACE_OPEN || !take_number(&at, WS_STAGES_MAX - 1, &stage) ||
	    !take_number(&at, UINT32_MAX, &first) || !take_number(&at, UINT32_MAX, &count) || *at ||
	    !is_in_order(taken, stage) || !count || first + count > taken->instruction_count)
		return -EBADMSG;
	if (taken->executed + count > WS_TRACE_EXECUTED_MAX)
		return -EOVERFLOW;
	result = make_room((void **)&taken->runs, sizeof(*taken->runs), taken->run_count,
			   &trace->run_capacity, WS_TRACE_RUNS_MAX);
	if (result)
		return result;
	taken->runs[taken->run_count++] = (struct ws_trace_run){
		.stage = (uint32_t)stage,
		.first = (uint32_t)first,
		.count = (uint32_t)count,
	};
	taken->executed += count;
	return 0;
}

static int take_cut(struct window_trace *trace, const char *at, const struct ws_window *window)
{
	(void)window;
	if (trace->state != WINDOW_TRACE_OPEN || *at)
		return -EBADMSG;
	trace->trace.cut = true;
	return 0;
}

/* Whether each world has executed on each stage what the window's line says. */
static bool agrees(const struct ws_trace *trace)
{
	struct ws_window counted = {0};

	for (size_t at = 0; at < trace->run_count; at++) {
		const struct ws_trace_run *run = &trace->runs[at];

		for (uint32_t i = run->first; i < run->first + run->count; i++)
			counted.stages[run->stage].instructions[trace->instructions[i].world]++;
	}
	for (uint32_t at = 0; at < trace->window.stage_count; at++)
		if (memcmp(counted.stages[at].instructions, trace->window.stages[at].instructions,
			   sizeof(counted.stages[at].instructions)) != 0)
			return false;
	return true;
}

static int take_end(struct window_trace *trace, const char *at, const struct ws_window *window)
{
	uint64_t executed;

	(void)window;
	if (trace->state != WINDOW_TRACE_OPEN || !take_number(&at, UINT64_MAX, &executed) || *at ||
	    executed != trace->trace.executed || (!trace->trace.cut && !agrees(&trace->trace)))
		return -EBADMSG;
	trace->state = WINDOW_TRACE_ENDED;
	return 0;
}

static const struct line_kind {
	const char *word;
	int (*take)(struct window_trace *trace, const char *at, const struct ws_window *window);
} kinds[] = {
	{.word = "anchor", .take = take_anchor}, {.word = "trace", .take = take_begin},
	{.word = "i", .take = take_instruction}, {.word = "x", .take = take_run},
	{.word = "trace-cut", .take = take_cut}, {.word = "trace-end", .take = take_end},
};

static const struct line_kind *find_kind(const char *line)
{
	size_t length = strcspn(line, " ");

	for (size_t at = 0; at < sizeof(kinds) / sizeof(kinds[0]); at++)
		if (strlen(kinds[at].word) == length && !strncmp(kinds[at].word, line, length))
			return &kinds[at];
	return NULL;
}

bool window_trace_knows(const char *line)
{
	return find_kind(line) != NULL;
}

bool window_trace_begins(const char *line)
{
	const struct line_kind *kind = find_kind(line);

	return kind && kind->take == take_begin;
}

int window_trace_line(struct window_trace *trace, const char *line, const struct ws_window *window)
{
	const struct line_kind *kind = find_kind(line);

	return kind ? kind->take(trace, line + strlen(kind->word), window) : -EBADMSG;
}
