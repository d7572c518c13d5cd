// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The man pages, in the man(7) macros, from the tables that --help is made of. In roff a line that
 * begins with a dot or a quote is a request, a hyphen that is to be copied is "\-", and a backslash
 * is "\e".
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include <worldswitch/version.h>

#include "cli/commands.h"
#include "cli/manual.h"

/* When the pages last changed their meaning: a build must not depend on the day. */
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

/* The page's head, of `worldswitch` or of `worldswitch-run`; its title is in capitals. */
static void put_head(FILE *out, const char *command, const char *summary)
{
	const char *dash = *command ? "\\-" : "";

	fprintf(out, ".\\\" SPDX-License-Identifier: GPL-2.0-or-later\n.TH WORLDSWITCH%s", dash);
	for (const char *at = command; *at; at++)
		fputc(toupper((unsigned char)*at), out);
	fprintf(out,
		" 1 " PAGE_DATE " \"worldswitch " WS_VERSION "\" \"User Commands\"\n"
		".nh\n.ad l\n.SH NAME\nworldswitch%s%s \\- ",
		dash, command);
	put_paragraph(out, summary);
}

static void put_usage(FILE *out, const struct cli_command *command)
{
	const struct argp *argp = command->argp;

	fprintf(out, "\\fBworldswitch %s\\fR%s ", command->name,
		argp->options ? " [\\fIOPTION\\fR...]" : "");
	put_paragraph(out, argp->args_doc ? argp->args_doc : "");
}

static void put_options(FILE *out, const struct argp *argp)
{
	const struct argp_option *option = NULL;

	fputs(".SH OPTIONS\n", out);
	while ((option = cli_option_after(argp, option)))
		put_option(out, option);
}

static void put_examples(FILE *out, const struct argp *argp)
{
	const char *examples = strchr(argp->doc, '\v');

	if (!examples)
		return;
	fputs(".SH EXAMPLES\n.nf\n", out);
	put_text(out, strchr(examples, '\n') + 1); /* below the word "Examples:" */
	fputs(".fi\n", out);
}

void cli_manual_command(FILE *out, const struct cli_command *command)
{
	put_head(out, command->name, command->summary);
	fputs(".SH SYNOPSIS\n.nf\n", out);
	put_usage(out, command);
	fputs(".fi\n.SH DESCRIPTION\n", out);
	put_paragraph(out, command->argp->doc);
	if (command->argp->options)
		put_options(out, command->argp);
	put_examples(out, command->argp);
	fputs(".SH SEE ALSO\n.BR worldswitch (1),\nwhich has exit statuses, files and "
	      "environment.\n",
	      out);
}

static void put_commands(FILE *out)
{
	fputs(".SH COMMANDS\nEach has a page of its own.\n", out);
	for (size_t at = 0; at < cli_command_count; at++) {
		fprintf(out, ".TP\n.BR worldswitch\\-%s (1)\n", cli_commands[at].name);
		put_paragraph(out, cli_commands[at].summary);
	}
}

void cli_manual_roff(FILE *out)
{
	put_head(out, "", "what it costs to leave a virtual machine, exact to the instruction");
	fputs(".SH SYNOPSIS\n.nf\n", out);
	for (size_t at = 0; at < cli_command_count; at++)
		put_usage(out, &cli_commands[at]);
	fputs("\\fBworldswitch \\-\\-version\\fR\n.fi\n"
	      ".SH DESCRIPTION\n"
	      "Boots real, unmodified hypervisors in an emulated server, runs a small guest in "
	      "them, and counts\nevery instruction between two markers of that guest, whoever "
	      "executes it.\nA count is work, not time: it says how long a path is, not how fast a "
	      "processor takes it.\n",
	      out);
	put_commands(out);
	put_meanings(out, "EXIT STATUS", cli_statuses);
	put_meanings(out, "FILES", cli_files);
	put_meanings(out, "ENVIRONMENT", cli_environment);
}
