// SPDX-License-Identifier: GPL-2.0-or-later
/* The parts of an explanation along one axis: sums over the executed instructions. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "analysis/explanation.h"

/* Room for every key in every world; most stay empty. */
struct tally {
	struct ws_part *parts;
	size_t keys;
};

static struct ws_part *part_of(struct tally *tally, enum ws_world world, uint32_t key)
{
	struct ws_part *part = &tally->parts[(size_t)world * tally->keys + key];

	part->world = world;
	part->key = key;
	return part;
}

static size_t key_count(const struct ws_explanation *explanation, enum ws_axis axis)
{
	switch (axis) {
	case WS_AXIS_CLASS:
		return (size_t)WS_CLASS_COUNT * WS_DIRECTION_COUNT;
	case WS_AXIS_PHASE:
		return WS_PHASE_COUNT;
	case WS_AXIS_CPU:
		return WS_STAGES_MAX;
	default:
		return explanation->functions.count;
	}
}

static uint32_t key_of(const struct ws_explanation *explanation, enum ws_axis axis, uint32_t stage,
		       uint32_t instruction, size_t executed)
{
	const struct ws_spent *spent = &explanation->spent[executed];

	switch (axis) {
	case WS_AXIS_CLASS:
		return (uint32_t)spent->class_of * WS_DIRECTION_COUNT + spent->direction;
	case WS_AXIS_PHASE:
		return explanation->phases[executed];
	case WS_AXIS_CPU:
		return stage;
	default:
		return explanation->functions.of[instruction];
	}
}

static void add_executed(const struct ws_explanation *explanation, enum ws_axis axis,
			 struct tally *tally)
{
	const struct ws_trace *trace = explanation->trace;
	size_t executed = 0;

	for (size_t at = 0; at < trace->run_count; at++) {
		const struct ws_trace_run *run = &trace->runs[at];

		for (uint32_t i = run->first; i < run->first + run->count; i++, executed++) {
			struct ws_part *part =
				part_of(tally, trace->instructions[i].world,
					key_of(explanation, axis, run->stage, i, executed));

			part->own++;
			part->inclusive++;
		}
	}
}

static bool has_ancestor(const struct ws_calls *calls, size_t at, uint32_t function)
{
	for (uint32_t above = calls->list[at].parent; above != WS_CALLS_NONE;
	     above = calls->list[above].parent)
		if (calls->list[above].function == function)
			return true;
	return false;
}

/* Of a function that calls itself only the outermost call is inclusive of anything. */
static void add_calls(const struct ws_explanation *explanation, struct tally *tally)
{
	const struct ws_calls *calls = &explanation->calls;

	for (size_t at = 0; at < calls->count; at++) {
		const struct ws_call *call = &calls->list[at];
		const struct ws_function *function = &explanation->functions.list[call->function];
		struct ws_part *part = part_of(tally, function->world, call->function);

		part->entered += call->entered;
		if (!has_ancestor(calls, at, call->function))
			part->inclusive += call->inclusive;
	}
}

static int compare_parts(const void *left, const void *right)
{
	const struct ws_part *a = left;
	const struct ws_part *b = right;

	if (a->own != b->own)
		return a->own > b->own ? -1 : 1;
	if (a->inclusive != b->inclusive)
		return a->inclusive > b->inclusive ? -1 : 1;
	if (a->world != b->world)
		return a->world < b->world ? -1 : 1;
	return (a->key > b->key) - (a->key < b->key);
}

static size_t keep_used(struct ws_part *parts, size_t count)
{
	size_t used = 0;

	for (size_t at = 0; at < count; at++)
		if (parts[at].own || parts[at].inclusive)
			parts[used++] = parts[at];
	qsort(parts, used, sizeof(*parts), compare_parts);
	return used;
}

int ws_parts_of(const struct ws_explanation *explanation, enum ws_axis axis, struct ws_part **parts,
		size_t *count)
{
	struct tally tally = {.keys = key_count(explanation, axis)};

	tally.parts = calloc(tally.keys * WS_WORLD_COUNT + 1, sizeof(*tally.parts));
	if (!tally.parts)
		return -ENOMEM;
	add_executed(explanation, axis, &tally);
	if (axis == WS_AXIS_FUNCTION) {
		for (size_t at = 0; at < tally.keys * WS_WORLD_COUNT; at++)
			tally.parts[at].inclusive = 0;
		add_calls(explanation, &tally);
	}
	*parts = tally.parts;
	*count = keep_used(tally.parts, tally.keys * WS_WORLD_COUNT);
	return 0;
}
