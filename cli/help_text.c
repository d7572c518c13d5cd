// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A command's --help and --usage. argp could print them itself, but glibc's margins go wrong where
 * a line ends as its buffer does: spaces that belong before a line come out some lines earlier.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/manual.h"

#define WIDTH        79
#define TEXT_COLUMN  29
#define USAGE_INDENT 12

#define OPTION_MAX 80 /* "-n, --iterations=ITERATIONS" */

/* A line that is being written. */
struct line {
	FILE *out;
	size_t column; /* characters that are on it */
	size_t indent; /* of those that follow */
};

static void end_line(struct line *line)
{
	fputc('\n', line->out);
	line->column = 0;
}

/* A word on this line where there is room, else on the next. */
static void put_word(struct line *line, const char *word, size_t length)
{
	if (line->column > line->indent && line->column + 1 + length > WIDTH)
		end_line(line);
	if (line->column < line->indent)
		line->column +=
			(size_t)fprintf(line->out, "%*s", (int)(line->indent - line->column), "");
	else if (line->column > line->indent)
		line->column += (size_t)fprintf(line->out, " ");
	line->column += (size_t)fprintf(line->out, "%.*s", (int)length, word);
}

/* Up to the vertical tab that ends what a command does, if there is one. */
static void put_text(struct line *line, const char *text)
{
	while (*text && *text != '\v') {
		size_t length = strcspn(text, " \v");

		if (length)
			put_word(line, text, length);
		text += length;
		text += *text == ' ';
	}
	end_line(line);
}

static bool has_letter(const struct argp_option *option)
{
	return option->key > ' ' && option->key < 0x7f;
}

static void put_option(FILE *out, const struct argp_option *option)
{
	char letter[] = {'-', (char)option->key, ',', ' ', '\0'};
	struct line line = {.out = out, .indent = TEXT_COLUMN};

	line.column = (size_t)fprintf(out, "  %-4s--%s%s%s", has_letter(option) ? letter : "",
				      option->name, option->arg ? "=" : "",
				      option->arg ? option->arg : "");
	if (line.column + 2 > TEXT_COLUMN)
		end_line(&line);
	put_text(&line, option->doc);
}

static void put_usage(FILE *out, const char *title, const struct argp *argp, bool all)
{
	struct line line = {.out = out, .indent = USAGE_INDENT};
	const struct argp_option *option = NULL;
	char text[OPTION_MAX];

	line.column = (size_t)fprintf(out, "Usage: %s", title);
	if (!all)
		put_word(&line, "[OPTION...]", strlen("[OPTION...]"));
	while (all && (option = cli_option_after(argp, option))) {
		snprintf(text, sizeof(text), "[--%s%s%s]", option->name, option->arg ? "=" : "",
			 option->arg ? option->arg : "");
		put_word(&line, text, strlen(text));
	}
	if (argp->args_doc)
		put_word(&line, argp->args_doc, strlen(argp->args_doc));
	end_line(&line);
}

/* As they stand in the table: who copies one wants it in one piece. */
static void put_examples(FILE *out, const struct argp *argp)
{
	const char *examples = strchr(argp->doc, '\v');

	if (examples)
		fprintf(out, "\n%s", examples + 1);
}

const struct argp_option cli_help_options[] = {
	{.name = "help", .key = '?', .doc = "Give this help list"},
	{.name = "usage", .key = CLI_KEY_USAGE, .doc = "Give a short usage message"},
	{0},
};

void cli_manual_help(FILE *out, const char *title, const struct argp *argp)
{
	struct line line = {.out = out};
	const struct argp_option *option = NULL;

	put_usage(out, title, argp, false);
	put_text(&line, argp->doc);
	fputc('\n', out);
	while ((option = cli_option_after(argp, option)))
		put_option(out, option);
	for (option = cli_help_options; option->name; option++)
		put_option(out, option);
	put_examples(out, argp);
}

void cli_manual_usage(FILE *out, const char *title, const struct argp *argp)
{
	put_usage(out, title, argp, true);
}
