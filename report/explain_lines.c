// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * See explain_lines.h. A part of either side is an entry; entries of one name are a group; those of
 * a group that are of one image and world are a subgroup, which lines up first.
 */
#include "report/explain_lines.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/explain_table.h"
#include "report/names.h"

/* What split mode's part of KVM puts before the names of its functions. */
#define NVHE "__kvm_nvhe_"

#define BOTH_SIDES 3

struct entry {
	char *full;   /* its name */
	char *source; /* that of its source: entries of one are a group */
	bool nvhe;
	enum ws_world world;
	int side;
	uint32_t key;
	uint64_t own;
};

struct entries {
	struct entry *list;
	size_t count;
	bool apart; /* worlds and images tell entries of one name apart */
};

/* Where the compiler's suffixes begin: of parts that were split off, and of copies. */
static size_t source_length(const char *name)
{
	static const char *const suffixes[] = {".part.", ".constprop.", ".isra.", ".cold"};
	size_t length = strcspn(name, " "); /* a module follows */

	for (size_t at = 0; at < sizeof(suffixes) / sizeof(suffixes[0]); at++) {
		const char *suffix = strstr(name + (*name != '\0'), suffixes[at]);

		if (suffix && (size_t)(suffix - name) < length)
			length = (size_t)(suffix - name);
	}
	return length;
}

static char *source_of(const char *name)
{
	size_t length = source_length(name);
	char *source = NULL;

	if (asprintf(&source, "%.*s%s", (int)length, name, name + strcspn(name, " ")) < 0)
		return NULL;
	return source;
}

static int fill(struct entry *entry, const char *text, bool function)
{
	entry->nvhe = function && strncmp(text, NVHE, strlen(NVHE)) == 0;
	entry->full = strdup(text);
	entry->source =
		function ? source_of(text + (entry->nvhe ? strlen(NVHE) : 0)) : strdup(text);
	return entry->full && entry->source ? 0 : -ENOMEM;
}

static int add_entries(struct entries *entries, const struct ws_explanation *explanation,
		       enum ws_axis axis, int side)
{
	struct ws_part *parts;
	struct entry *list;
	size_t count;
	int result = ws_parts_of(explanation, axis, &parts, &count);

	if (result)
		return result;
	list = reallocarray(entries->list, entries->count + count + 1, sizeof(*list));
	entries->list = list ? list : entries->list;
	result = list ? 0 : -ENOMEM;
	for (size_t at = 0; at < count && !result; at++) {
		struct entry *entry = &list[entries->count++];
		char text[WS_FUNCTION_TEXT_MAX];

		ws_part_text(explanation, axis, &parts[at], text);
		*entry = (struct entry){
			.world = parts[at].world,
			.side = side,
			.key = parts[at].key,
			.own = parts[at].own,
		};
		result = fill(entry, text, entries->apart);
	}
	free(parts);
	return result;
}

static int compare_subgroups(const struct entry *a, const struct entry *b)
{
	int result = strcmp(a->source, b->source);

	if (result)
		return result;
	return a->nvhe != b->nvhe ? a->nvhe - b->nvhe
				  : (a->world > b->world) - (a->world < b->world);
}

/* Of one subgroup in the order of their names, so that the order does not depend on addresses. */
static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left;
	const struct entry *b = right;
	int result = compare_subgroups(a, b);

	if (result)
		return result;
	return a->side != b->side ? a->side - b->side : strcmp(a->full, b->full);
}

static bool same_subgroup(const struct entries *entries, const struct entry *a,
			  const struct entry *b)
{
	return entries->apart ? compare_subgroups(a, b) == 0 : strcmp(a->source, b->source) == 0;
}

static size_t end_of_group(const struct entries *entries, size_t begin)
{
	size_t end = begin;

	while (end < entries->count &&
	       strcmp(entries->list[end].source, entries->list[begin].source) == 0)
		end++;
	return end;
}

/* The end of the subgroup, and on which sides it is: bit N is side N. */
static size_t end_of_subgroup(const struct entries *entries, size_t begin, unsigned int *sides)
{
	size_t end = begin;

	*sides = 0;
	while (end < entries->count &&
	       same_subgroup(entries, &entries->list[end], &entries->list[begin]))
		*sides |= 1U << entries->list[end++].side;
	return end;
}

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

static unsigned int sides_left(const struct entries *entries, size_t begin, size_t end)
{
	unsigned int left = 0, sides;

	for (size_t at = begin; at < end;) {
		at = end_of_subgroup(entries, at, &sides);
		left |= sides == BOTH_SIDES ? 0 : sides;
	}
	return left;
}

/* A group: subgroups that both have; what is left of both together; what one has alone, apart. */
static int put_group(struct ws_lines *lines, const struct entries *entries, size_t begin,
		     size_t end)
{
	bool together = sides_left(entries, begin, end) == BOTH_SIDES;
	size_t left = SIZE_MAX;
	int result = 0;

	while (begin < end && !result) {
		unsigned int sides;
		size_t next = end_of_subgroup(entries, begin, &sides);
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

static int compare_lines(const void *left, const void *right)
{
	const struct ws_line *a = *(const struct ws_line *const *)left;
	const struct ws_line *b = *(const struct ws_line *const *)right;
	int64_t first = llabs(ws_line_growth(a)), second = llabs(ws_line_growth(b));

	if (first != second)
		return first > second ? -1 : 1;
	return strcmp(a->name, b->name);
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
		size_t end = end_of_group(entries, begin);

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
		result = add_entries(&entries, &explanations[side], axis, side);
	if (!result)
		result = make_room(lines, explanations, &entries);
	if (!result) {
		qsort(entries.list, entries.count, sizeof(*entries.list), compare_entries);
		result = line_up(lines, &entries);
	}
	for (size_t at = 0; at < entries.count; at++) {
		free(entries.list[at].full);
		free(entries.list[at].source);
	}
	free(entries.list);
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
