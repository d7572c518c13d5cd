/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All that is said about the commands, made from their tables: overview, man page, completion. */
#ifndef WORLDSWITCH_CLI_MANUAL_H
#define WORLDSWITCH_CLI_MANUAL_H

#include <stdio.h>

#include "cli/commands.h"

struct cli_meaning {
	const char *name;
	const char *meaning;
};

/* NULL names end them. */
extern const struct cli_meaning cli_statuses[];
extern const struct cli_meaning cli_files[];
extern const struct cli_meaning cli_environment[];

void cli_manual_overview(FILE *out);
void cli_manual_roff(FILE *out);
void cli_manual_command(FILE *out, const struct cli_command *command);
void cli_manual_bash(FILE *out);

/* Of a command by its title, "worldswitch run": at most 80 columns wide. */
void cli_manual_help(FILE *out, const char *title, const struct argp *argp);
void cli_manual_usage(FILE *out, const char *title, const struct argp *argp);

/* What every command has; they are for cli_parse. */
#define CLI_KEY_USAGE 0x7ff
extern const struct argp_option cli_help_options[];

/* Every man page as a file of this folder, which is created: worldswitch.1, worldswitch-run.1...
 * -errno and a line. */
int cli_manual_pages(const char *folder, struct ws_error *error);

#endif
