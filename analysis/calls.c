// SPDX-License-Identifier: GPL-2.0-or-later
/* See calls.h: the tree grows along the trace, instruction by instruction. */
#include "analysis/calls.h"

#include <errno.h>
#include <stdlib.h>

#include "analysis/call_stack.h"

struct builder {
	const struct ws_trace *trace;
	const struct ws_functions *functions;
	ws_flow_of flow;
	struct ws_calls *calls;
	struct call_stack stack;
	uint32_t stage;
	uint32_t last; /* the instruction that was executed before on this stage, or WS_CALLS_NONE
			*/
};

bool ws_stage_goes_on(const struct ws_window *window, uint32_t before, uint32_t stage)
{
	return stage == before + 1 && window->stages[stage].place != WS_PLACE_NONE &&
	       window->stages[stage].cpu == window->stages[before].cpu;
}

static uint32_t add_call(struct ws_calls *calls, const struct ws_call *call)
{
	if (calls->count == calls->capacity) {
		size_t capacity = calls->capacity ? 2 * calls->capacity : 256;
		struct ws_call *list = reallocarray(calls->list, capacity, sizeof(*list));

		if (!list)
			return WS_CALLS_NONE;
		calls->list = list;
		calls->capacity = capacity;
	}
	calls->list[calls->count] = *call;
	return (uint32_t)calls->count++;
}

static uint32_t parent_of(const struct builder *builder)
{
	return builder->stack.depth ? builder->stack.frames[builder->stack.depth - 1].call
				    : WS_CALLS_NONE;
}

/*
 * The same function in the same place of the tree is one call, entered more than once, whichever
 * of its chain jumped to it.
 */
static uint32_t find_call(struct builder *builder, uint32_t function, uint32_t origin,
			  uint32_t from)
{
	const struct ws_call wanted = {
		.parent = parent_of(builder),
		.stage = builder->stage,
		.function = function,
		.origin = origin,
		.from = from,
	};
	struct ws_calls *calls = builder->calls;

	for (size_t at = wanted.parent == WS_CALLS_NONE ? 0 : wanted.parent; at < calls->count;
	     at++)
		if (calls->list[at].parent == wanted.parent &&
		    calls->list[at].stage == wanted.stage &&
		    calls->list[at].function == wanted.function &&
		    calls->list[at].origin == wanted.origin)
			return (uint32_t)at;
	return add_call(calls, &wanted);
}

static int push(struct builder *builder, uint32_t instruction, uint32_t origin, uint32_t from)
{
	struct call_stack *stack = &builder->stack;
	uint32_t call;

	if (stack->depth == WS_CALLS_DEPTH_MAX)
		return 0;
	call = find_call(builder, builder->functions->of[instruction], origin, from);
	if (call == WS_CALLS_NONE)
		return -ENOMEM;
	stack->frames[stack->depth++] = (struct frame){
		.call = call,
		.world = builder->trace->instructions[instruction].world,
	};
	return 0;
}

/* The first of those that went on by jumps, so that a loop of them has an end. */
static uint32_t origin_of(const struct builder *builder)
{
	uint32_t call = parent_of(builder);
	uint32_t origin = builder->calls->list[call].origin;

	return origin == WS_CALLS_NONE ? call : origin;
}

static int move_to(struct builder *builder, enum move move, uint32_t instruction, bool jumped)
{
	uint32_t origin = WS_CALLS_NONE, from = WS_CALLS_NONE;
	int result;

	if (move == MOVE_STAY || move == MOVE_BACK)
		return 0;
	if (move == MOVE_REPLACE) {
		if (jumped) {
			origin = origin_of(builder);
			from = parent_of(builder);
		}
		builder->stack.depth--;
	}
	result = push(builder, instruction, origin, from);
	if (!result && move != MOVE_MEET)
		builder->calls->list[parent_of(builder)].entered++;
	return result;
}

/* Where a call stood last in its function, what it comes back to is the next one in memory. */
static enum move settle(const struct builder *builder, enum move move, uint32_t instruction)
{
	uint32_t call = parent_of(builder);

	if (move == MOVE_BACK &&
	    builder->calls->list[call].function != builder->functions->of[instruction])
		return MOVE_REPLACE;
	return move;
}

static int execute(struct builder *builder, uint32_t instruction)
{
	const struct ws_trace_instruction *instructions = builder->trace->instructions;
	const struct ws_functions *functions = builder->functions;
	const struct ws_function *function = &functions->list[functions->of[instruction]];
	struct step step = {.to = &instructions[instruction]};
	struct ws_calls *calls = builder->calls;
	enum move move;
	uint32_t call;
	int result;

	if (builder->last != WS_CALLS_NONE) {
		step.from = &instructions[builder->last];
		step.flow = builder->flow(step.from->bytes, step.from->size);
		step.same = functions->of[builder->last] == functions->of[instruction];
		step.begins = function->address == step.to->address;
		step.inside = step.same && !step.begins && function->name && function->address;
	}
	move = call_stack_step(&builder->stack, &step);
	result = move_to(builder, settle(builder, move, instruction), instruction,
			 move == MOVE_REPLACE);
	if (result)
		return result;
	call = parent_of(builder);
	calls->list[call].own++;
	calls->of[calls->executed++] = call;
	builder->last = instruction;
	return 0;
}

/* On the same CPU (at a place of interest) the calls of the last stage are still under way. */
static int go_on(struct builder *builder)
{
	struct call_stack *stack = &builder->stack;
	size_t depth = stack->depth;

	for (stack->depth = 0; stack->depth < depth; stack->depth++) {
		struct frame *frame = &stack->frames[stack->depth];
		const struct ws_call *call = &builder->calls->list[frame->call];

		frame->call = find_call(builder, call->function, call->origin, call->from);
		if (frame->call == WS_CALLS_NONE)
			return -ENOMEM;
	}
	return 0;
}

static int begin_stage(struct builder *builder, uint32_t stage)
{
	bool same = ws_stage_goes_on(&builder->trace->window, builder->stage, stage);

	builder->stage = stage;
	if (same)
		return go_on(builder);
	builder->stack.depth = 0;
	builder->last = WS_CALLS_NONE;
	return 0;
}

static int execute_run(struct builder *builder, const struct ws_trace_run *run)
{
	int result = 0;

	if (run->stage != builder->stage)
		result = begin_stage(builder, run->stage);
	for (uint32_t at = 0; at < run->count && !result; at++)
		result = execute(builder, run->first + at);
	return result;
}

/* Children come after their parents: one pass from the end adds each to its own. */
static void add_up(struct ws_calls *calls)
{
	for (size_t at = 0; at < calls->count; at++)
		calls->list[at].inclusive = calls->list[at].own;
	for (size_t at = calls->count; at-- > 0;)
		if (calls->list[at].parent != WS_CALLS_NONE)
			calls->list[calls->list[at].parent].inclusive += calls->list[at].inclusive;
}

int ws_calls_of(const struct ws_trace *trace, const struct ws_functions *functions, ws_flow_of flow,
		struct ws_calls *calls)
{
	struct builder builder = {
		.trace = trace,
		.functions = functions,
		.flow = flow,
		.calls = calls,
		.last = WS_CALLS_NONE,
	};
	int result = 0;

	*calls = (struct ws_calls){.of = calloc(trace->executed + 1, sizeof(*calls->of))};
	if (!calls->of)
		return -ENOMEM;
	for (size_t at = 0; at < trace->run_count && !result; at++)
		result = execute_run(&builder, &trace->runs[at]);
	if (result)
		ws_calls_free(calls);
	else
		add_up(calls);
	return result;
}

void ws_calls_free(struct ws_calls *calls)
{
	free(calls->list);
	free(calls->of);
	*calls = (struct ws_calls){0};
}
