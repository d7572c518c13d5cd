// SPDX-License-Identifier: GPL-2.0-or-later
/* The parts of a value: in the path's order, and adding up. */
#include "report/names.h"
#include "report/read_parts.h"

/* What node_integer gives for a field, or 0. */
static uint32_t small(const struct node *node, const char *key, uint32_t high, int *failed)
{
	int64_t value = 0;

	if (!*failed)
		*failed = node_integer(node, key, 0, high, &value);
	return *failed ? 0 : (uint32_t)value;
}

static int word(const struct node *node, const char *key, int (*find)(const char *), int *failed)
{
	int number = 0;

	if (!*failed)
		*failed = node_word(node, key, find, &number);
	return *failed ? 0 : number;
}

static int read_segment(const struct node *node, struct ws_segment *segment)
{
	static const char *const keys[] = {"stage", "role", "cpu", "place", "world", "value", NULL};
	bool placed = node_has(node, "place");
	int failed = node_is_object(node);

	if (!failed)
		failed = node_only(node, keys);
	*segment = (struct ws_segment){
		.stage = small(node, "stage", WS_STAGES_MAX - 1, &failed),
		.role = (enum ws_stage_role)word(node, "role", ws_stage_role_find, &failed),
		.cpu = small(node, "cpu", UINT32_MAX, &failed),
		.world = (enum ws_world)word(node, "world", ws_world_find, &failed),
	};
	if (placed)
		segment->place = (enum ws_place)word(node, "place", ws_place_find, &failed);
	if (!failed)
		failed = node_integer(node, "value", INT64_MIN, INT64_MAX, &segment->value);
	if (!failed && !segment->value)
		failed = node_fail(node, "a part of nothing");
	return failed;
}

/* Stages ascend, worlds ascend within a stage, and a stage is of one CPU, role and place. */
static bool follows(const struct ws_segment *segment, const struct ws_segment *before)
{
	if ((segment->role == WS_STAGE_ONLY) != (before->role == WS_STAGE_ONLY))
		return false;
	if (segment->stage != before->stage)
		return segment->stage > before->stage && segment->role >= before->role;
	return segment->world > before->world && segment->cpu == before->cpu &&
	       segment->role == before->role && segment->place == before->place;
}

int read_segments(const struct node *list, struct ws_cell *cell)
{
	struct ws_segments *segments = &cell->segments;
	int64_t sum = 0;

	if (node_length(list) > (size_t)WS_SEGMENTS_MAX)
		return node_fail(list, "more than %d parts", WS_SEGMENTS_MAX);
	for (size_t at = 0; at < node_length(list); at++) {
		struct node node = node_element(list, at);
		struct ws_segment *segment = &segments->list[at];
		int failed = read_segment(&node, segment);

		if (failed)
			return failed;
		if (at && !follows(segment, segment - 1))
			return node_fail(&node, "does not follow the part before it");
		if (__builtin_add_overflow(sum, segment->value, &sum))
			return node_fail(&node, "too large");
		segments->count++;
	}
	return (uint64_t)sum == cell->value
		       ? 0
		       : node_fail(list, "the parts do not add up to the value");
}
