// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds the command that was asked for; everything else is that command's. */
#include <stdio.h>
#include <string.h>

#include <worldswitch/version.h>

#include "cli/commands.h"
#include "cli/guess.h"
#include "cli/manual.h"

static int unknown_command(const char *name)
{
	struct cli_guess guess = {0};
	struct ws_error error;

	for (size_t at = 0; at < cli_command_count; at++)
		cli_guess_add(&guess, cli_commands[at].name);
	ws_fail(&error, 0,
		"there is no command '%.64s', did you mean '%s'? See `worldswitch --help`", name,
		cli_guess_nearest(&guess, name));
	cli_complain(error.text);
	return CLI_USAGE;
}

int main(int argc, char **argv)
{
	const struct cli_command *command;

	if (argc < 2) {
		cli_manual_overview(stderr);
		return CLI_USAGE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("worldswitch %s\n", WS_VERSION);
		return cli_flush(CLI_OK);
	}
	if (strcmp(argv[1], "--help") == 0) {
		cli_manual_overview(stdout);
		return cli_flush(CLI_OK);
	}
	command = cli_command_find(argv[1]);
	if (!command)
		return unknown_command(argv[1]);
	argv[1] = (char *)command->title; /* what argp shows; it is not written to */
	return command->run(argc - 1, argv + 1);
}
