// SPDX-License-Identifier: GPL-2.0-or-later
/* The next question after "what changed" is "where": the command that answers it, ready to paste.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "analysis/controllers.h"
#include "report/compare.h"
#include "report/control.h"
#include "report/names.h"

/* Options of explain that choose among the results of a target, and the properties that they are.
 */
static const struct {
	const char *property, *option;
} choices[] = {
	{.property = "cpu", .option = "cpu"},
	{.property = "cpus", .option = "smp"},
	{.property = "dom0", .option = "dom0"},
};

static bool is_plain(const char *text)
{
	return *text && strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "0123456789_-+=:,./") == strlen(text);
}

static void print_word(FILE *out, const char *word)
{
	if (is_plain(word)) {
		fputs(word, out);
		return;
	}
	fputc('\'', out);
	for (; *word; word++)
		fputs(*word == '\'' ? "'\\''" : (char[]){*word, '\0'}, out);
	fputc('\'', out);
}

/* As explain knows a file from a cell: by a stroke in its name, or .json at its end. */
static void print_file(FILE *out, const char *file)
{
	size_t length = strlen(file);
	bool json = length > 5 && strcmp(file + length - 5, ".json") == 0;

	fputs(!strchr(file, '/') && !json ? "./" : "", out);
	print_word(out, file);
}

static bool can_be_printed(const char *file)
{
	for (; *file; file++)
		if (control_length(file))
			return false;
	return true;
}

static bool has_neighbours(const struct ws_changes *changes, const struct ws_changed_result *result)
{
	for (size_t at = 0; at < changes->count; at++) {
		const struct ws_result *other =
			changes->list[at].now ? changes->list[at].now : changes->list[at].old;

		if (&changes->list[at] != result && strcmp(other->target, result->now->target) == 0)
			return true;
	}
	return false;
}

static void print_choice(FILE *out, const struct ws_changed_result *result, const char *property,
			 const char *option)
{
	const char *old = ws_result_property(result->old, property);
	const char *now = ws_result_property(result->now, property);

	if (!old || !now || strcmp(old, now) != 0)
		return;
	fprintf(out, " --%s ", option);
	print_word(out, now);
}

static void print_choices(FILE *out, const struct ws_changed_result *result)
{
	for (size_t at = 0; at < sizeof(choices) / sizeof(choices[0]); at++)
		print_choice(out, result, choices[at].property, choices[at].option);
	for (size_t at = 0; at < ws_controller_count; at++)
		print_choice(out, result, ws_controllers[at].name, ws_controllers[at].name);
}

static void print_command(FILE *out, const struct ws_compared *compared,
			  const struct ws_changed_result *result,
			  const struct ws_changed_cell *cell)
{
	fprintf(out, "worldswitch explain %s/%s --from ", result->now->target,
		ws_benchmark_texts[cell->benchmark].id);
	print_file(out, compared->old);
	fputs(" --against ", out);
	print_file(out, compared->now);
	if (has_neighbours(compared->changes, result))
		print_choices(out, result);
}

char *ws_compare_explain(const struct ws_compared *compared)
{
	const struct ws_changed_result *result;
	const struct ws_changed_cell *cell = ws_largest_change(compared->changes, &result);
	char *command = NULL;
	size_t size;
	FILE *out;

	if (!cell || cell->unit != WS_UNIT_INSTRUCTIONS || !can_be_printed(compared->old) ||
	    !can_be_printed(compared->now))
		return NULL;
	out = open_memstream(&command, &size);
	if (!out)
		return NULL;
	print_command(out, compared, result, cell);
	if (fclose(out) == 0)
		return command;
	free(command);
	return NULL;
}
