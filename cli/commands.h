/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands: one table, from which the program, its help, its man page and completion come. */
#ifndef WORLDSWITCH_CLI_COMMANDS_H
#define WORLDSWITCH_CLI_COMMANDS_H

#include <argp.h>
#include <stddef.h>

#include "support/error.h"

/* Exit statuses. Stopped by a signal, the program ends by that signal: 130 to a shell's eyes. */
enum cli_status {
	CLI_OK = 0,           /* every cell is measured or absent */
	CLI_BAD = 1,          /* some cell is neither; something is missing */
	CLI_USAGE = 2,        /* the command line is wrong */
	CLI_INCONCLUSIVE = 3, /* of a comparison: it cannot be told */
	CLI_NOTHING = 4,      /* nothing could be run, or what came of it not printed or written */
};

struct cli_command {
	const char *name;
	const char *title;       /* argv[0] of its usage: "worldswitch run" */
	const char *summary;     /* one line */
	const struct argp *argp; /* doc: what it does, a vertical tab, examples */
	int (*run)(int argc, char **argv);
};

extern const struct cli_command cli_commands[];
extern const size_t cli_command_count;

/* NULL where there is no such command. */
const struct cli_command *cli_command_find(const char *name);

extern const struct argp cli_run_argp, cli_compare_argp, cli_history_argp, cli_report_argp,
	cli_list_argp, cli_fetch_argp, cli_cache_argp, cli_doctor_argp, cli_explain_argp,
	cli_parse_argp, cli_probe_argp, cli_help_argp;

int cli_run(int argc, char **argv);
int cli_list(int argc, char **argv);
int cli_fetch(int argc, char **argv);
int cli_cache(int argc, char **argv);
int cli_history(int argc, char **argv);
int cli_report(int argc, char **argv);
int cli_doctor(int argc, char **argv);
int cli_explain(int argc, char **argv);
int cli_compare(int argc, char **argv);
int cli_parse_log(int argc, char **argv);
int cli_probe(int argc, char **argv);
int cli_help(int argc, char **argv);

/*
 * A command's options one after the other, its own before those that it shares with others:
 * the first one after NULL, and NULL after the last.
 */
const struct argp_option *cli_option_after(const struct argp *argp,
					   const struct argp_option *option);

/*
 * argp_parse for a command. A parser that finds a value wrong fills its ws_error and returns an
 * errno; this prints that one line. CLI_OK or CLI_USAGE; --help and unknown options exit.
 */
int cli_parse(const struct argp *argp, int argc, char **argv, void *input,
	      const struct ws_error *error);

/* One line on stderr: "worldswitch: " and the text. */
void cli_complain(const char *text);

/* The status, where what has been printed is on stdout: else it is said why not, and CLI_NOTHING.
 */
int cli_flush(int status);

/* The same for who says himself what is wrong: -errno and a line. */
int cli_flush_output(struct ws_error *error);

/* For atexit: the same of what argp prints, which exits by itself after --help and --usage. */
void cli_flush_at_exit(void);

#endif
