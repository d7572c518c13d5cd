// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two windows beside each other as a table, by what makes the difference. Functions have their
 * worlds; classes, phases and CPUs are summed over the worlds, so that they line up under
 * hypervisors that divide the same work differently.
 */
#include <inttypes.h>
#include <string.h>

#include "report/explain.h"
#include "report/explain_lines.h"
#include "report/explain_table.h"
#include "report/names.h"
#include "report/table.h"

#define NAME_ALONE          54
#define NAME_BESIDES_WORLDS 40
#define WORLDS_WIDTH        24
#define NUMBER_WIDTH        11
#define NUMBER_NEAR         9

/* How wide the columns are. */
struct columns {
	int name, worlds, number;
};

static struct columns columns_of(enum ws_axis axis)
{
	return axis == WS_AXIS_FUNCTION
		       ? (struct columns){NAME_BESIDES_WORLDS, WORLDS_WIDTH, NUMBER_NEAR}
		       : (struct columns){NAME_ALONE, 0, NUMBER_WIDTH};
}

static void print_head(FILE *out, const struct columns *columns, const char *name,
		       const char *worlds)
{
	char shown[WS_FUNCTION_TEXT_MAX];

	snprintf(shown, sizeof(shown), "%s", name);
	ws_shorten(shown, (size_t)columns->name);
	fprintf(out, "%-*s", columns->name, shown);
	if (columns->worlds)
		fprintf(out, "  %-*s", columns->worlds, worlds);
}

static void print_numbers(FILE *out, const struct columns *columns, const uint64_t own[2])
{
	char texts[2][WS_COUNT_TEXT_MAX];
	char change[WS_COUNT_TEXT_MAX];
	char signed_change[WS_COUNT_TEXT_MAX + 1];

	for (int side = 0; side < 2; side++)
		ws_count_text(own[side], texts[side]);
	ws_count_text(own[1] > own[0] ? own[1] - own[0] : own[0] - own[1], change);
	snprintf(signed_change, sizeof(signed_change), "%s%s",
		 own[1] > own[0]   ? "+"
		 : own[1] < own[0] ? "-"
				   : "",
		 change);
	fprintf(out, "  %*s  %*s  %*s\n", columns->number, own[0] ? texts[0] : "-", columns->number,
		own[1] ? texts[1] : "-", columns->number, signed_change);
}

static void print_lines(FILE *out, const struct ws_explanation explanations[2],
			const struct ws_lines *lines, enum ws_axis axis)
{
	const struct columns columns = columns_of(axis);
	uint64_t sums[2] = {0};

	for (int side = 0; side < 2; side++)
		fprintf(out, "%c: %s/%s%s\n", "AB"[side], explanations[side].target,
			ws_benchmark_texts[explanations[side].benchmark].id,
			explanations[side].variation);
	fputc('\n', out);
	print_head(out, &columns, ws_axis_heading(axis), "world");
	fprintf(out, "  %*s  %*s  %*s\n", columns.number, "A", columns.number, "B", columns.number,
		"B - A");
	for (size_t at = 0; at < lines->count; at++) {
		const struct ws_line *line = lines->sorted[at];
		char worlds[WS_LINE_WORLDS_MAX];

		ws_line_worlds(line, worlds);
		print_head(out, &columns, line->name, worlds);
		print_numbers(out, &columns, line->own);
		sums[0] += line->own[0];
		sums[1] += line->own[1];
	}
	print_head(out, &columns, "sum", "");
	print_numbers(out, &columns, sums);
}

int ws_explain_difference(FILE *out, const struct ws_explanation explanations[2], enum ws_axis axis)
{
	struct ws_lines lines;
	int result = ws_lines_of(explanations, axis, &lines);

	if (!result)
		print_lines(out, explanations, &lines, axis);
	ws_lines_free(&lines);
	return result;
}
