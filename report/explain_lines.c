// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * See explain_lines.h. Entries of one name are a group; those of a group that are of one image and
 * world are a subgroup, which lines up first.
 */
#include "report/explain_lines.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/explain_entries.h"
#include "report/names.h"

/* Names that do not agree are shown as the source has it, split mode's as such where all are. */
static bool add_name(struct ws_line *line, const struct entry *entry)
{
	bool whole = line->name && strcmp(line->name, entry->full) == 0;
	bool nvhe = line->name && strncmp(line->name, NVHE, strlen(NVHE)) == 0 && entry->nvhe;
	char *name = NULL;

	if (whole)
		return true;
	if (asprintf(&name, "%s%s", line->name && nvhe ? NVHE : "",
		     line->name ? entry->source : entry->full) < 0)
		name = NULL;
	free(line->name);
	line->name = name;
	return name != NULL;
}

static int put(struct ws_lines *lines, size_t number, const struct entry *entry)
{
	struct ws_line *line = &lines->list[number];

	if (!line->name) {
		line->side = entry->side;
		line->key = entry->key;
	}
	if (lines->of[entry->side])
		lines->of[entry->side][entry->key] = line;
	line->own[entry->side] += entry->own;
	line->worlds[entry->side][entry->world] = true;
	if (lines->count <= number)
		lines->count = number + 1;
	return add_name(line, entry) ? 0 : -ENOMEM;
}

/* A group: subgroups that both have; what is left of both together; what one has alone, apart. */
static int put_group(struct ws_lines *lines, const struct entries *entries, size_t begin,
		     size_t end)
{
	bool together = entries_sides_left(entries, begin, end) == BOTH_SIDES;
	size_t left = SIZE_MAX;
	int result = 0;

	while (begin < end && !result) {
		unsigned int sides;
		size_t next = entries_subgroup_end(entries, begin, &sides);
		bool joins = together && sides != BOTH_SIDES;
		size_t number = joins && left != SIZE_MAX ? left : lines->count;

		left = joins ? number : left;
		for (; begin < next && !result; begin++)
			result = put(lines, number, &entries->list[begin]);
	}
	return result;
}

int64_t ws_line_growth(const struct ws_line *line)
{
	return (int64_t)(line->own[1] - line->own[0]);
}

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Two lines may have one name, and shrink and grow as much; no two have one part. */
static int compare_equal_names(const struct ws_line *a, const struct ws_line *b)
{
	int result = compare_numbers(ws_line_growth(b), ws_line_growth(a));

	if (!result)
		result = memcmp(a->worlds, b->worlds, sizeof(a->worlds));
	if (!result)
		result = compare_numbers(a->side, b->side);
	return result ? result : compare_numbers(a->key, b->key);
}

static int compare_lines(const void *left, const void *right)
{
	const struct ws_line *a = *(const struct ws_line *const *)left;
	const struct ws_line *b = *(const struct ws_line *const *)right;
	int result = compare_numbers(llabs(ws_line_growth(b)), llabs(ws_line_growth(a)));

	if (!result)
		result = strcmp(a->name, b->name);
	return result ? result : compare_equal_names(a, b);
}

static int make_room(struct ws_lines *lines, const struct ws_explanation explanations[2],
		     const struct entries *entries)
{
	bool whole;

	lines->list = calloc(entries->count + 1, sizeof(*lines->list));
	lines->sorted = calloc(entries->count + 1, sizeof(const struct ws_line *));
	whole = lines->list && lines->sorted;
	for (int side = 0; side < 2 && entries->apart && whole; side++) {
		lines->of[side] = calloc(explanations[side].functions.count + 1,
					 sizeof(const struct ws_line *));
		whole = lines->of[side];
	}
	return whole ? 0 : -ENOMEM;
}

static int line_up(struct ws_lines *lines, const struct entries *entries)
{
	int result = 0;

	for (size_t begin = 0; begin < entries->count && !result;) {
		size_t end = entries_group_end(entries, begin);

		result = put_group(lines, entries, begin, end);
		begin = end;
	}
	for (size_t at = 0; at < lines->count && !result; at++)
		lines->sorted[at] = &lines->list[at];
	if (!result)
		qsort(lines->sorted, lines->count, sizeof(const struct ws_line *), compare_lines);
	return result;
}

int ws_lines_of(const struct ws_explanation explanations[2], enum ws_axis axis,
		struct ws_lines *lines)
{
	struct entries entries = {.apart = axis == WS_AXIS_FUNCTION};
	int result = 0;

	*lines = (struct ws_lines){.count = 0};
	for (int side = 0; side < 2 && !result; side++)
		result = entries_add(&entries, &explanations[side], axis, side);
	if (!result)
		result = make_room(lines, explanations, &entries);
	if (!result) {
		entries_sort(&entries);
		result = line_up(lines, &entries);
	}
	entries_free(&entries);
	return result;
}

void ws_lines_free(struct ws_lines *lines)
{
	for (size_t at = 0; at < lines->count; at++)
		free(lines->list[at].name);
	free(lines->list);
	free(lines->sorted);
	for (int side = 0; side < 2; side++)
		free(lines->of[side]);
	*lines = (struct ws_lines){.count = 0};
}

/* Of one side: its world, how many there are, or nothing. */
static void worlds_text(const bool worlds[WS_WORLD_COUNT], char text[WS_LINE_WORLDS_MAX])
{
	unsigned int count = 0;

	*text = '\0';
	for (int world = 0; world < WS_WORLD_COUNT; world++)
		if (worlds[world] && !count++)
			snprintf(text, WS_LINE_WORLDS_MAX, "%s", ws_world_id((enum ws_world)world));
	if (count > 1)
		snprintf(text, WS_LINE_WORLDS_MAX, "%u worlds", count);
}

void ws_line_worlds(const struct ws_line *line, char text[WS_LINE_WORLDS_MAX])
{
	char before[WS_LINE_WORLDS_MAX], after[WS_LINE_WORLDS_MAX];
	bool same = memcmp(line->worlds[0], line->worlds[1], sizeof(line->worlds[0])) == 0;

	worlds_text(line->worlds[0], before);
	worlds_text(line->worlds[1], after);
	if (*before && *after && !same)
		snprintf(text, WS_LINE_WORLDS_MAX, "%.12s > %.12s", before, after);
	else
		snprintf(text, WS_LINE_WORLDS_MAX, "%s", *before ? before : after);
}
