// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two windows beside each other, by what makes the difference: parts that are called the same are
 * the same, whichever world executes them, so that split mode's part of KVM lines up with VHE's.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/explain.h"
#include "report/explain_table.h"
#include "report/names.h"
#include "report/table.h"

#define NAME_WIDTH   54
#define NUMBER_WIDTH 11
#define NVHE                                                                                       \
	"__kvm_nvhe_" /* what split mode's part of KVM puts before the names of its functions */

/* One name; what each of the two holds of it. */
struct line {
	char *name;
	uint64_t own[2];
};

struct lines {
	struct line *list;
	size_t count;
};

static int64_t growth(const struct line *line)
{
	return (int64_t)(line->own[1] - line->own[0]);
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(((const struct line *)left)->name, ((const struct line *)right)->name);
}

/* What contributes most to the difference comes first. */
static int compare_growth(const void *left, const void *right)
{
	int64_t a = llabs(growth(left));
	int64_t b = llabs(growth(right));

	if (a != b)
		return a > b ? -1 : 1;
	return compare_names(left, right);
}

static int add_parts(struct lines *lines, const struct ws_explanation *explanation,
		     enum ws_axis axis, int side)
{
	struct ws_part *parts;
	struct line *list;
	size_t count;
	int result = ws_parts_of(explanation, axis, &parts, &count);

	if (result)
		return result;
	list = reallocarray(lines->list, lines->count + count + 1, sizeof(*list));
	lines->list = list ? list : lines->list;
	for (size_t at = 0; at < count && list; at++) {
		char text[WS_FUNCTION_TEXT_MAX];
		const char *name = text;

		ws_part_text(explanation, axis, &parts[at], text);
		if (axis == WS_AXIS_FUNCTION && !strncmp(text, NVHE, strlen(NVHE)))
			name += strlen(NVHE);
		list[lines->count] = (struct line){.name = strdup(name)};
		list[lines->count].own[side] = parts[at].own;
		if (!list[lines->count++].name)
			result = -ENOMEM;
	}
	free(parts);
	return list ? result : -ENOMEM;
}

/* Those of one name become one line. */
static void merge(struct lines *lines)
{
	size_t merged = 0;

	qsort(lines->list, lines->count, sizeof(*lines->list), compare_names);
	for (size_t at = 0; at < lines->count; at++) {
		struct line *line = &lines->list[at];

		if (merged && !strcmp(lines->list[merged - 1].name, line->name)) {
			lines->list[merged - 1].own[0] += line->own[0];
			lines->list[merged - 1].own[1] += line->own[1];
			free(line->name);
		} else {
			lines->list[merged++] = *line;
		}
	}
	lines->count = merged;
	qsort(lines->list, lines->count, sizeof(*lines->list), compare_growth);
}

static void print_line(FILE *out, const char *name, uint64_t before, uint64_t after)
{
	char first[WS_COUNT_TEXT_MAX];
	char second[WS_COUNT_TEXT_MAX];
	char change[WS_COUNT_TEXT_MAX];
	char signed_change[WS_COUNT_TEXT_MAX + 1];

	ws_count_text(before, first);
	ws_count_text(after, second);
	ws_count_text(after > before ? after - before : before - after, change);
	snprintf(signed_change, sizeof(signed_change), "%s%s",
		 after > before   ? "+"
		 : after < before ? "-"
				  : "",
		 change);
	fprintf(out, "%-*.*s  %*s  %*s  %*s\n", NAME_WIDTH, NAME_WIDTH, name, NUMBER_WIDTH,
		before ? first : "-", NUMBER_WIDTH, after ? second : "-", NUMBER_WIDTH,
		signed_change);
}

static void print_lines(FILE *out, const struct ws_explanation explanations[2],
			const struct lines *lines, enum ws_axis axis)
{
	uint64_t sums[2] = {0};

	for (int side = 0; side < 2; side++)
		fprintf(out, "%c: %s/%s%s\n", "AB"[side], explanations[side].target,
			ws_benchmark_texts[explanations[side].benchmark].id,
			explanations[side].variation);
	fputc('\n', out);
	fprintf(out, "%-*s  %*s  %*s  %*s\n", NAME_WIDTH, ws_axis_heading(axis), NUMBER_WIDTH, "A",
		NUMBER_WIDTH, "B", NUMBER_WIDTH, "B - A");
	for (size_t at = 0; at < lines->count; at++) {
		const struct line *line = &lines->list[at];

		print_line(out, line->name, line->own[0], line->own[1]);
		sums[0] += line->own[0];
		sums[1] += line->own[1];
	}
	print_line(out, "sum", sums[0], sums[1]);
}

int ws_explain_difference(FILE *out, const struct ws_explanation explanations[2], enum ws_axis axis)
{
	struct lines lines = {0};
	int result = add_parts(&lines, &explanations[0], axis, 0);

	if (!result)
		result = add_parts(&lines, &explanations[1], axis, 1);
	if (!result) {
		merge(&lines);
		print_lines(out, explanations, &lines, axis);
	}
	for (size_t at = 0; at < lines.count; at++)
		free(lines.list[at].name);
	free(lines.list);
	return result;
}
