// SPDX-License-Identifier: GPL-2.0-or-later
/* For a comment on a change: the verdict first, what changed next, and what stayed in a fold. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/compare.h"
#include "report/markdown.h"
#include "report/names.h"
#include "report/table.h"

static void print_value(FILE *out, const struct ws_cell *cell, enum ws_unit unit)
{
	if (cell)
		markdown_value(out, cell, unit);
}

static void print_cell(FILE *out, const struct ws_changed_result *result, const char *variation,
		       const struct ws_changed_cell *cell)
{
	const struct ws_comparison *comparison = &cell->comparison;
	const char *mark = cell->gate == WS_GATE_FAILS ? "**" : "";
	char text[WS_DIFFERENCE_TEXT_MAX];
	char name[WS_COMPARED_NAME_MAX];

	ws_compared_name(result, ws_benchmark_texts[cell->benchmark].id, variation, name);
	fputs("| ", out);
	markdown_text(out, name);
	fputs(" | ", out);
	print_value(out, cell->old, cell->unit);
	fputs(" | ", out);
	print_value(out, cell->now, cell->unit);
	fprintf(out, " | %s | ", ws_unit_id(cell->unit));
	ws_difference_text(cell, text);
	fputs(text, out);
	ws_relative_text(cell, text);
	fprintf(out, "%s%s | %s%s%s", *text ? " " : "", text, mark, ws_compared_word(comparison),
		mark);
	if (comparison->change != WS_CHANGE_SAME && comparison->reason[0]) {
		fputs(": ", out);
		markdown_text(out, comparison->reason);
	}
	fputs(" |\n", out);
}

static bool is_quiet(const struct ws_changed_cell *cell)
{
	return cell->comparison.change == WS_CHANGE_SAME && !cell->comparison.spread;
}

static size_t count_cells(const struct ws_changes *changes, bool quiet)
{
	size_t count = 0;

	for (size_t at = 0; at < changes->count; at++)
		for (size_t cell = 0; cell < changes->list[at].cell_count; cell++)
			count += is_quiet(&changes->list[at].cells[cell]) == quiet;
	return count;
}

static void print_cells(FILE *out, const struct ws_changes *changes, const ws_variation *variations,
			bool quiet)
{
	fputs("| cell | old | new | unit | difference | |\n"
	      "| :--- | ---: | ---: | :--- | ---: | :--- |\n",
	      out);
	for (size_t at = 0; at < changes->count; at++)
		for (size_t cell = 0; cell < changes->list[at].cell_count; cell++)
			if (is_quiet(&changes->list[at].cells[cell]) == quiet)
				print_cell(out, &changes->list[at], variations[at],
					   &changes->list[at].cells[cell]);
}

static int print_differences(FILE *out, const struct ws_changed_result *result,
			     const char *variation)
{
	char name[WS_COMPARED_NAME_MAX];

	ws_compared_name(result, NULL, variation, name);
	for (size_t at = 0; at < result->differences.count; at++) {
		char *text = NULL;
		size_t size;
		FILE *memory = open_memstream(&text, &size);

		if (!memory)
			return -ENOMEM;
		fprintf(memory, "%s ", name);
		ws_differs_text(memory, &result->differences.list[at]);
		if (fclose(memory) == 0) {
			fputs("- ", out);
			markdown_text(out, text);
			fputc('\n', out);
		}
		free(text);
	}
	return 0;
}

static void print_verdict(FILE *out, const struct ws_compared *compared)
{
	static const char *const words[] = {
		[WS_GATE_PASSES] = "passes",
		[WS_GATE_INCONCLUSIVE] = "cannot tell",
		[WS_GATE_FAILS] = "fails",
	};

	fprintf(out, "**worldswitch %s**: ", words[compared->changes->gate]);
	ws_compared_summary(out, compared->changes);
	fputs(". Lower is better.\n", out);
}

static void print_remarks(FILE *out, const struct ws_changes *changes)
{
	const struct ws_remark *remark;

	for (size_t at = 0; (remark = ws_compared_remark(changes, at)); at++)
		markdown_remark(out, remark);
}

static void print_explain(FILE *out, const struct ws_compared *compared)
{
	char *command = ws_compare_explain(compared);

	if (command)
		fprintf(out, "\nWhere the largest difference is:\n\n    %s\n", command);
	free(command);
}

static void print_all(FILE *out, const struct ws_changes *changes, const ws_variation *variations)
{
	if (count_cells(changes, false)) {
		fputc('\n', out);
		print_cells(out, changes, variations, false);
	}
	if (count_cells(changes, true)) {
		fprintf(out, "\n<details><summary>%zu the same</summary>\n\n",
			count_cells(changes, true));
		print_cells(out, changes, variations, true);
		fputs("\n</details>\n", out);
	}
	fputc('\n', out);
}

int ws_compare_markdown(FILE *out, const struct ws_compared *compared,
			const struct ws_table_options *options)
{
	const struct ws_changes *changes = compared->changes;
	ws_variation *variations = ws_compared_variations(changes);
	int result = 0;

	(void)options;
	if (!variations)
		return -ENOMEM;
	print_verdict(out, compared);
	print_all(out, changes, (const ws_variation *)variations);
	for (size_t at = 0; at < changes->count && !result; at++)
		result = print_differences(out, &changes->list[at], variations[at]);
	print_remarks(out, changes);
	print_explain(out, compared);
	free(variations);
	return result;
}
