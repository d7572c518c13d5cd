// SPDX-License-Identifier: GPL-2.0-or-later
/* A breakdown as a table: what each part holds, its share, and the sum, which is the cell's value.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/explain_table.h"
#include "report/names.h"
#include "report/table.h"

#define NAME_WIDTH  46
#define WORLD_WIDTH 11

#define CLASS(symbol, id, class_name, meaning) [WS_CLASS_##symbol] = (class_name),
static const char *const class_names[] = {WS_CLASS_LIST(CLASS)};
#undef CLASS

static const char *const directions[] = {
	[WS_DIRECTION_NONE] = "",
	[WS_DIRECTION_SAVE] = ", saved",
	[WS_DIRECTION_RESTORE] = ", restored",
};

static void phase_text(const struct ws_explanation *explanation, uint32_t key,
		       char text[WS_FUNCTION_TEXT_MAX])
{
	(void)explanation;
	snprintf(text, WS_FUNCTION_TEXT_MAX, "%s", ws_phase_id(key));
}

static void class_text(const struct ws_explanation *explanation, uint32_t key,
		       char text[WS_FUNCTION_TEXT_MAX])
{
	(void)explanation;
	snprintf(text, WS_FUNCTION_TEXT_MAX, "%s%s", class_names[key / WS_DIRECTION_COUNT],
		 directions[key % WS_DIRECTION_COUNT]);
}

static void function_text(const struct ws_explanation *explanation, uint32_t key,
			  char text[WS_FUNCTION_TEXT_MAX])
{
	ws_function_text(&explanation->functions.list[key], text);
}

static void cpu_text(const struct ws_explanation *explanation, uint32_t key,
		     char text[WS_FUNCTION_TEXT_MAX])
{
	ws_stage_text(&explanation->trace->window, key, text, WS_FUNCTION_TEXT_MAX);
}

static const struct axis {
	const char *heading;
	void (*text)(const struct ws_explanation *explanation, uint32_t key,
		     char text[WS_FUNCTION_TEXT_MAX]);
	bool calls;
} axes[] = {
	[WS_AXIS_PHASE] = {.heading = "phase", .text = phase_text},
	[WS_AXIS_CLASS] = {.heading = "spent on", .text = class_text},
	[WS_AXIS_FUNCTION] = {.heading = "function", .text = function_text, .calls = true},
	[WS_AXIS_CPU] = {.heading = "where", .text = cpu_text},
};

const char *ws_axis_heading(enum ws_axis axis)
{
	return axes[axis].heading;
}

void ws_part_text(const struct ws_explanation *explanation, enum ws_axis axis,
		  const struct ws_part *part, char text[WS_FUNCTION_TEXT_MAX])
{
	axes[axis].text(explanation, part->key, text);
}

void ws_shorten(char *text, size_t width)
{
	if (strlen(text) > width)
		memcpy(text + width - 3, "...", sizeof("..."));
}

static void print_part(FILE *out, const struct ws_explanation *explanation, const struct axis *axis,
		       const struct ws_part *part)
{
	char text[WS_FUNCTION_TEXT_MAX];
	char own[WS_COUNT_TEXT_MAX];
	char inclusive[WS_COUNT_TEXT_MAX];

	axis->text(explanation, part->key, text);
	ws_shorten(text, NAME_WIDTH);
	ws_count_text(part->own, own);
	ws_count_text(part->inclusive, inclusive);
	fprintf(out, "%-*s  %-*s  %11s %5.1f%%", NAME_WIDTH, text, WORLD_WIDTH,
		ws_world_id(part->world), own,
		100.0 * (double)part->own / (double)explanation->value);
	if (axis->calls)
		fprintf(out, "  %11s %6" PRIu64, inclusive, part->entered);
	fputc('\n', out);
}

int ws_explain_table(FILE *out, const struct ws_explanation *explanation, enum ws_axis by)
{
	const struct axis *axis = &axes[by];
	struct ws_part *parts;
	char sum[WS_COUNT_TEXT_MAX];
	uint64_t total = 0;
	size_t count;
	int result = ws_parts_of(explanation, by, &parts, &count);

	if (result)
		return result;
	fprintf(out, "%-*s  %-*s  %11s %6s", NAME_WIDTH, axis->heading, WORLD_WIDTH, "world",
		axis->calls ? "own" : "count", "share");
	fprintf(out, axis->calls ? "  %11s %6s\n" : "\n", "inclusive", "calls");
	for (size_t at = 0; at < count; at++) {
		print_part(out, explanation, axis, &parts[at]);
		total += parts[at].own;
	}
	free(parts);
	ws_count_text(total, sum);
	fprintf(out, "%-*s  %-*s  %11s\n", NAME_WIDTH, "sum", WORLD_WIDTH, "", sum);
	return 0;
}
