// SPDX-License-Identifier: GPL-2.0-or-later
/* See explain_entries.h. */
#include "report/explain_entries.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/explain_table.h"
#include "report/names.h"

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

int entries_add(struct entries *entries, const struct ws_explanation *explanation,
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

size_t entries_group_end(const struct entries *entries, size_t begin)
{
	size_t end = begin;

	while (end < entries->count &&
	       strcmp(entries->list[end].source, entries->list[begin].source) == 0)
		end++;
	return end;
}

size_t entries_subgroup_end(const struct entries *entries, size_t begin, unsigned int *sides)
{
	size_t end = begin;

	*sides = 0;
	while (end < entries->count &&
	       same_subgroup(entries, &entries->list[end], &entries->list[begin]))
		*sides |= 1U << entries->list[end++].side;
	return end;
}

unsigned int entries_sides_left(const struct entries *entries, size_t begin, size_t end)
{
	unsigned int left = 0, sides;

	for (size_t at = begin; at < end;) {
		at = entries_subgroup_end(entries, at, &sides);
		left |= sides == BOTH_SIDES ? 0 : sides;
	}
	return left;
}

void entries_sort(struct entries *entries)
{
	qsort(entries->list, entries->count, sizeof(*entries->list), compare_entries);
}

void entries_free(struct entries *entries)
{
	for (size_t at = 0; at < entries->count; at++) {
		free(entries->list[at].full);
		free(entries->list[at].source);
	}
	free(entries->list);
}
