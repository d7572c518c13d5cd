// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The man page, in the man(7) macros, from the tables that --help is made of. In roff a line that
 * begins with a dot or a quote is a request, a hyphen that is to be copied is "\-", and a backslash
 * is "\e".
 */
#include <stdbool.h>
#include <string.h>

#include <worldswitch/version.h>

#include "cli/commands.h"
#include "cli/manual.h"

/* When the page last changed its meaning: a build must not depend on the day. */
#define PAGE_DATE "2026-11-22"

/* Up to the vertical tab that ends what a command does, if there is one. */
static void put_text(FILE *out, const char *text)
{
	bool line_begins = true;

	for (; *text && *text != '\v'; text++) {
		if (line_begins && (*text == '.' || *text == '\''))
			fputs("\\&", out);
		if (*text == '-')
			fputs("\\-", out);
		else if (*text == '\\')
			fputs("\\e", out);
		else
			fputc(*text, out);
		line_begins = *text == '\n';
	}
}

static void put_paragraph(FILE *out, const char *text)
{
	put_text(out, text);
	fputc('\n', out);
}

static void put_meanings(FILE *out, const char *heading, const struct cli_meaning *meaning)
{
	fprintf(out, ".SH %s\n", heading);
	for (; meaning->name; meaning++) {
		fputs(".TP\n.B ", out);
		put_paragraph(out, meaning->name);
		put_paragraph(out, meaning->meaning);
	}
}

static void put_option(FILE *out, const struct argp_option *option)
{
	fputs(".TP\n", out);
	if (option->key > ' ' && option->key < 0x7f)
		fprintf(out, "\\fB\\-%c\\fR, ", option->key);
	fputs("\\fB\\-\\-", out);
	put_text(out, option->name);
	fputs("\\fR", out);
	if (option->arg) {
		fputs("=\\fI", out);
		put_text(out, option->arg);
		fputs("\\fR", out);
	}
	fputc('\n', out);
	put_text(out, option->doc);
	fputs(".\n", out);
}

static void put_command(FILE *out, const struct cli_command *command)
{
	const struct argp *argp = command->argp;
	const struct argp_option *option = NULL;

	fprintf(out, ".SS worldswitch %s%s ", command->name, argp->options ? " [OPTION...]" : "");
	put_paragraph(out, command->argp->args_doc ? command->argp->args_doc : "");
	put_paragraph(out, command->argp->doc);
	while ((option = cli_option_after(argp, option)))
		put_option(out, option);
}

static void put_synopsis(FILE *out)
{
	fputs(".SH SYNOPSIS\n.nf\n", out);
	for (size_t at = 0; at < cli_command_count; at++) {
		const struct argp *argp = cli_commands[at].argp;

		fprintf(out, "\\fBworldswitch %s\\fR%s ", cli_commands[at].name,
			argp->options ? " [\\fIOPTION\\fR...]" : "");
		put_paragraph(out, argp->args_doc ? argp->args_doc : "");
	}
	fputs("\\fBworldswitch \\-\\-version\\fR\n.fi\n", out);
}

static void put_examples(FILE *out)
{
	fputs(".SH EXAMPLES\n.nf\n", out);
	for (size_t at = 0; at < cli_command_count; at++) {
		const char *examples = strchr(cli_commands[at].argp->doc, '\v');

		if (examples)
			put_text(out, strchr(examples, '\n') + 1); /* below the word "Examples:" */
	}
	fputs(".fi\n", out);
}

void cli_manual_roff(FILE *out)
{
	fputs(".\\\" SPDX-License-Identifier: GPL-2.0-or-later\n"
	      ".TH WORLDSWITCH 1 " PAGE_DATE " \"worldswitch " WS_VERSION "\" \"User Commands\"\n"
	      ".nh\n.ad l\n"
	      ".SH NAME\n"
	      "worldswitch \\- what it costs to leave a virtual machine, exact to the "
	      "instruction\n",
	      out);
	put_synopsis(out);
	fputs(".SH DESCRIPTION\n"
	      "Boots real, unmodified hypervisors in an emulated server, runs a small guest in "
	      "them, and counts\nevery instruction between two markers of that guest, whoever "
	      "executes it.\nA count is work, not time: it says how long a path is, not how fast a "
	      "processor takes it.\n",
	      out);
	fputs(".SH COMMANDS\n", out);
	for (size_t at = 0; at < cli_command_count; at++)
		put_command(out, &cli_commands[at]);
	put_meanings(out, "EXIT STATUS", cli_statuses);
	put_meanings(out, "FILES", cli_files);
	put_meanings(out, "ENVIRONMENT", cli_environment);
	put_examples(out);
}
