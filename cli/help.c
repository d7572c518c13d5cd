// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch help`: the same tables as words on a terminal, as a man page, as completion. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/manual.h"

enum { KEY_MAN = 0x100, KEY_PAGES, KEY_COMPLETION };

struct help_options {
	const struct cli_command *command;
	bool man;
	const char *pages; /* the folder that they are written to */
	bool completion;
	struct ws_error error;
};

static const struct argp_option options_table[] = {
	{.name = "man",
	 .key = KEY_MAN,
	 .doc = "Print the command's man page, or that of all, in roff"},
	{.name = "man-pages",
	 .key = KEY_PAGES,
	 .arg = "FOLDER",
	 .doc = "Write every man page to a file of this folder"},
	{.name = "completion",
	 .key = KEY_COMPLETION,
	 .arg = "bash",
	 .doc = "Print a completion script for this shell"},
	{0},
};

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct help_options *options = state->input;

	switch (key) {
	case KEY_MAN:
		options->man = true;
		return 0;
	case KEY_PAGES:
		options->pages = value;
		return 0;
	case KEY_COMPLETION:
		options->completion = true;
		return strcmp(value, "bash") == 0
			       ? 0
			       : -ws_fail(&options->error, EINVAL,
					  "no completion for '%s': it is bash", value);
	case ARGP_KEY_ARG:
		options->command = cli_command_find(value);
		return options->command
			       ? 0
			       : -ws_fail(&options->error, EINVAL,
					  "no help on '%s': `worldswitch help` lists the commands",
					  value);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_help_argp = {
	.options = options_table,
	.parser = parse,
	.args_doc = "[COMMAND]",
	.doc = "Explains a command, or lists them."
	       "\vExamples:\n"
	       "  worldswitch help run\n"
	       "  worldswitch help --man run | man -l -\n"
	       "  worldswitch help --man-pages man/man1\n"
	       "  source <(worldswitch help --completion bash)\n",
};

static int write_pages(struct help_options *options)
{
	if (!cli_manual_pages(options->pages, &options->error))
		return CLI_OK;
	cli_complain(options->error.text);
	return CLI_NOTHING;
}

int cli_help(int argc, char **argv)
{
	struct help_options options = {0};
	int status = cli_parse(&cli_help_argp, argc, argv, &options, &options.error);

	if (status)
		return status;
	if (options.pages)
		return write_pages(&options);
	if (options.man && options.command)
		cli_manual_command(stdout, options.command);
	else if (options.man)
		cli_manual_roff(stdout);
	else if (options.completion)
		cli_manual_bash(stdout);
	else if (options.command)
		cli_manual_help(stdout, options.command->title, options.command->argp);
	else
		cli_manual_overview(stdout);
	return cli_flush(CLI_OK);
}
