// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds the command that was asked for; everything else is that command's. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
	ws_fail(&error, 0, "there is no command '%.64s'%s `worldswitch --help` shows all", name,
		cli_guess_hint(&guess, name));
	cli_complain(error.text);
	return CLI_USAGE;
}

/*
 * A closed standard descriptor would be the number of the next file that is opened, and what is
 * printed would land in it. What takes its place can only be used the wrong way round, so that
 * printing still fails.
 */
static void hold_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			return;
}

int main(int argc, char **argv)
{
	const struct cli_command *command;

	hold_descriptors();
	atexit(cli_flush_at_exit);
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
