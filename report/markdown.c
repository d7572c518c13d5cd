// SPDX-License-Identifier: GPL-2.0-or-later
/* Rows are benchmarks and columns results, as in the table; notes say what a cell cannot. */
#include "report/markdown.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/emulated.h"
#include "report/formats.h"
#include "report/names.h"
#include "report/table.h"
#include "report/units.h"
#include "report/variation.h"

/* A reader that makes more of these characters than the character. */
static const char special[] = "\\`*_{}[]<>()#!|~&@:$";

void markdown_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (strchr(special, *text))
			fprintf(out, "&#%d;", *text);
		else
			fputc(*text, out);
	}
}

/* The line under the headings: the first column to the left, the others to the right. */
static void print_rule(FILE *out, size_t columns)
{
	fputs("| :---", out);
	for (size_t at = 1; at < columns; at++)
		fputs(" | ---:", out);
	fputs(" |\n", out);
}

static const struct ws_cell *cell_of(const struct ws_result *result, int benchmark)
{
	for (size_t at = 0; at < result->cell_count; at++)
		if (result->cells[at].benchmark == (enum ws_benchmark)benchmark)
			return &result->cells[at];
	return NULL;
}

static void print_headings(FILE *out, const struct ws_result *results, size_t count,
			   const ws_variation *variations)
{
	fputs("| benchmark", out);
	for (size_t at = 0; at < count; at++) {
		enum ws_unit unit;

		fputs(" | ", out);
		markdown_text(out, results[at].target);
		if (*variations[at])
			fputs("<br>", out);
		markdown_text(out, variations[at]);
		if (ws_column_unit(&results[at], &unit))
			fprintf(out, "<br>%s%s", ws_unit_id(unit),
				ws_emulated_suffix(&results[at]));
	}
	fputs(" |\n", out);
	print_rule(out, count + 1);
}

static bool has_share(const struct ws_cell *cell)
{
	return cell->verdict == WS_VERDICT_MEASURED && !cell->timing &&
	       cell->distribution.mode_samples != cell->distribution.samples;
}

void markdown_value(FILE *out, const struct ws_cell *cell, enum ws_unit unit)
{
	char text[WS_COUNT_TEXT_MAX];
	char mark[WS_MARK_TEXT_MAX];

	ws_value_text(cell, text);
	markdown_text(out, text);
	ws_mark_text(cell, unit, mark);
	fputs(mark, out);
}

static void print_cell(FILE *out, const struct ws_cell *cell, enum ws_unit unit)
{
	char share[16];

	markdown_value(out, cell, unit);
	if (!has_share(cell))
		return;
	ws_share_text(cell->distribution.mode_samples, cell->distribution.samples, share,
		      sizeof(share));
	fprintf(out, " (%s)", share + 1);
}

static bool is_shown(const struct ws_result *results, size_t count, int benchmark)
{
	for (size_t at = 0; at < count; at++)
		if (cell_of(&results[at], benchmark))
			return true;
	return false;
}

static void print_rows(FILE *out, const struct ws_result *results, size_t count)
{
	for (int benchmark = 0; benchmark < WS_BENCHMARK_COUNT; benchmark++) {
		if (!is_shown(results, count, benchmark))
			continue;
		fprintf(out, "| %s", ws_benchmark_texts[benchmark].id);
		for (size_t at = 0; at < count; at++) {
			const struct ws_cell *cell = cell_of(&results[at], benchmark);
			enum ws_unit unit;

			fputs(" | ", out);
			ws_column_unit(&results[at], &unit);
			if (cell)
				print_cell(out, cell, unit);
		}
		fputs(" |\n", out);
	}
}

/* Of what was not measured and should have been. */
static void print_reasons(FILE *out, const struct ws_result *results, size_t count)
{
	for (size_t at = 0; at < count; at++)
		for (size_t i = 0; i < results[at].cell_count; i++) {
			const struct ws_cell *cell = &results[at].cells[i];

			if (cell->verdict <= WS_VERDICT_ABSENT)
				continue;
			fputs("- ", out);
			markdown_text(out, results[at].target);
			fprintf(out, "/%s: %s: ", ws_benchmark_texts[cell->benchmark].id,
				ws_verdict_id(cell->verdict));
			markdown_text(out, cell->reason);
			fputc('\n', out);
		}
}

static int print_ran(FILE *out, const struct ws_result *results, size_t count)
{
	char *text = NULL;
	size_t size;
	FILE *memory = open_memstream(&text, &size);

	if (!memory)
		return -ENOMEM;
	ws_ran_list(memory, results, count);
	if (fclose(memory))
		return -ENOMEM;
	if (*text) {
		fputs("\nRan: ", out);
		markdown_text(out, text);
		fputs(".\n", out);
	}
	free(text);
	return 0;
}

static bool is_absent(const struct ws_cell *cell)
{
	return cell->verdict == WS_VERDICT_ABSENT;
}

/* What numbers and marks are explained, where they are. */
static const struct ws_remark legend[] = {
	{.applies = has_share,
	 .text = " A share is that of the samples with the count shown, the most frequent one."},
	{.applies = is_absent, .text = " `-` is what a target does not have."},
};

void markdown_remark(FILE *out, const struct ws_remark *remark)
{
	fputs("- ", out);
	markdown_text(out, remark->label);
	fputs(": ", out);
	markdown_text(out, remark->text);
	fputc('\n', out);
}

static void print_legend(FILE *out, const struct ws_result *results, size_t count)
{
	const struct ws_remark *remark;

	fputs("\nLower is better.", out);
	for (size_t at = 0; at < sizeof(legend) / sizeof(legend[0]); at++)
		if (ws_remark_applies(&legend[at], results, count))
			fputs(legend[at].text, out);
	fputc('\n', out);
	if (ws_emulated_any(results, count))
		markdown_remark(out, &(struct ws_remark){.label = WS_EMULATED_WORD,
							 .text = ws_emulated_meaning});
	for (size_t at = 0; at < ws_timed_remark_count; at++)
		if (ws_remark_applies(&ws_timed_remarks[at], results, count))
			markdown_remark(out, &ws_timed_remarks[at]);
	for (size_t at = 0; (remark = ws_unit_remark(results, count, at)); at++)
		markdown_remark(out, remark);
}

static void print_nanoseconds(FILE *out, const struct ws_result *results, size_t count,
			      const ws_variation *variations)
{
	for (size_t at = 0; at < count; at++) {
		char *text = ws_nanoseconds(&results[at]);

		if (text && *text) {
			fputs("- nanoseconds, ", out);
			markdown_text(out, results[at].target);
			fputs(*variations[at] ? " (" : "", out);
			markdown_text(out, variations[at]);
			fprintf(out, "%s: %s\n", *variations[at] ? ")" : "", text);
		}
		free(text);
	}
}

int ws_markdown(FILE *out, const struct ws_result *results, size_t count,
		const struct ws_table_options *options)
{
	ws_variation *variations = ws_variations_of(results, count);

	(void)options;
	if (!variations)
		return -ENOMEM;
	print_headings(out, results, count, (const ws_variation *)variations);
	print_rows(out, results, count);
	print_legend(out, results, count);
	print_nanoseconds(out, results, count, (const ws_variation *)variations);
	free(variations);
	print_reasons(out, results, count);
	return print_ran(out, results, count);
}
