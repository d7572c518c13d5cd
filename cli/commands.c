// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of commands, and how each reads its command line and complains about it. */
#include "cli/commands.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/manual.h"
#include "support/file.h"

const struct cli_command cli_commands[] = {
	{
		.name = "run",
		.title = "worldswitch run",
		.summary = "measure targets and print what was measured",
		.argp = &cli_run_argp,
		.run = cli_run,
	},
	{
		.name = "explain",
		.title = "worldswitch explain",
		.summary = "show where the instructions of one cell go",
		.argp = &cli_explain_argp,
		.run = cli_explain,
	},
	{
		.name = "parse",
		.title = "worldswitch parse",
		.summary = "show what a probe said on a console, whoever started it",
		.argp = &cli_parse_argp,
		.run = cli_parse_log,
	},
	{
		.name = "probe",
		.title = "worldswitch probe",
		.summary = "write the measured guest to a file, for any hypervisor",
		.argp = &cli_probe_argp,
		.run = cli_probe,
	},
	{
		.name = "compare",
		.title = "worldswitch compare",
		.summary = "say what changed between two results, and whether it may",
		.argp = &cli_compare_argp,
		.run = cli_compare,
	},
	{
		.name = "history",
		.title = "worldswitch history",
		.summary = "show what was measured before, and take in results of others",
		.argp = &cli_history_argp,
		.run = cli_history,
	},
	{
		.name = "report",
		.title = "worldswitch report",
		.summary = "make a page of results that people look at",
		.argp = &cli_report_argp,
		.run = cli_report,
	},
	{
		.name = "list",
		.title = "worldswitch list",
		.summary = "show which targets or benchmarks there are",
		.argp = &cli_list_argp,
		.run = cli_list,
	},
	{
		.name = "fetch",
		.title = "worldswitch fetch",
		.summary = "download what targets run, for a later run",
		.argp = &cli_fetch_argp,
		.run = cli_fetch,
	},
	{
		.name = "cache",
		.title = "worldswitch cache",
		.summary = "show, check or trim what is kept for later runs",
		.argp = &cli_cache_argp,
		.run = cli_cache,
	},
	{
		.name = "doctor",
		.title = "worldswitch doctor",
		.summary = "say what is missing on this machine and what to do",
		.argp = &cli_doctor_argp,
		.run = cli_doctor,
	},
	{
		.name = "help",
		.title = "worldswitch help",
		.summary = "explain a command; print the man page or shell completion",
		.argp = &cli_help_argp,
		.run = cli_help,
	},
};

const size_t cli_command_count = sizeof(cli_commands) / sizeof(cli_commands[0]);

const struct cli_command *cli_command_find(const char *name)
{
	for (size_t at = 0; at < cli_command_count; at++)
		if (strcmp(cli_commands[at].name, name) == 0)
			return &cli_commands[at];
	return NULL;
}

static bool is_among(const struct argp_option *options, const struct argp_option *option)
{
	for (; options && options->name; options++)
		if (options == option)
			return true;
	return false;
}

const struct argp_option *cli_option_after(const struct argp *argp,
					   const struct argp_option *option)
{
	const struct argp_child *child = argp->children;
	const struct argp_option *options = argp->options;

	if (option && option[1].name)
		return option + 1;
	while (option && !is_among(options, option))
		options = child++->argp->options;
	if (!option && options && options->name)
		return options;
	return child && child->argp ? child->argp->options : NULL;
}

void cli_complain(const char *text)
{
	fprintf(stderr, "worldswitch: %s\n", text);
}

/* A command, for the parser above it that knows --help. */
struct asked {
	const struct argp *argp;
	void *input;
};

static error_t parse_help(int key, char *value, struct argp_state *state)
{
	const struct asked *asked = state->input;

	(void)value;
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = asked->input;
		return 0;
	case '?':
		cli_manual_help(stdout, state->name, asked->argp);
		exit(CLI_OK);
	case CLI_KEY_USAGE:
		cli_manual_usage(stdout, state->name, asked->argp);
		exit(CLI_OK);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

int cli_parse(const struct argp *argp, int argc, char **argv, void *input,
	      const struct ws_error *error)
{
	const struct argp_child children[] = {{.argp = argp}, {0}};
	const struct argp whole = {
		.options = cli_help_options,
		.parser = parse_help,
		.children = children,
	};
	struct asked asked = {.argp = argp, .input = input};

	argp_err_exit_status = CLI_USAGE;
	if (argp_parse(&whole, argc, argv, ARGP_NO_HELP, NULL, &asked) == 0)
		return CLI_OK;
	cli_complain(error->text);
	return CLI_USAGE;
}

static bool flush_failed; /* and that is said */

int cli_flush_output(struct ws_error *error)
{
	int result = ws_flush_output(error);

	flush_failed |= result != 0;
	return result;
}

/* Whatever the status was: nobody can read what it is of, and 1 would be a regression to a gate. */
int cli_flush(int status)
{
	struct ws_error error;

	if (!cli_flush_output(&error))
		return status;
	cli_complain(error.text);
	return CLI_NOTHING;
}

void cli_flush_at_exit(void)
{
	if (!flush_failed && cli_flush(CLI_OK) != CLI_OK)
		_exit(CLI_NOTHING);
}
