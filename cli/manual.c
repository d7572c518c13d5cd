// SPDX-License-Identifier: GPL-2.0-or-later
/* What holds for all commands, said once; and the overview that `worldswitch --help` prints. */
#include "cli/manual.h"

#include "cli/commands.h"

const struct cli_meaning cli_statuses[] = {
	{.name = "0", .meaning = "every cell is measured or absent; nothing is missing"},
	{.name = "1",
	 .meaning =
		 "some cell is invalid, failed, crashed, timed out, or skipped because this "
		 "machine or an option leaves out what it needs; or something that was asked for "
		 "could not be fetched or found; of compare: a cell regressed, or no longer "
		 "works"},
	{.name = "2", .meaning = "the command line is wrong"},
	{.name = "3", .meaning = "of compare: whether a cell regressed cannot be told"},
	{.name = "4",
	 .meaning = "nothing could be run, read or compared, or what came of it could not be "
		    "printed or written: one line says why"},
	{.name = "by a signal",
	 .meaning = "where SIGINT (Ctrl-C), SIGTERM or SIGHUP stops it, it ends by that same "
		    "signal, when its children are gone and the finished cells are kept and "
		    "shown; a shell says 130, 143 or 129"},
	{0},
};

const struct cli_meaning cli_files[] = {
	{.name = "$XDG_CACHE_HOME/worldswitch",
	 .meaning = "packages, what is made of them and snapshots of booted machines, which "
		    "`worldswitch cache` shows and trims; may be deleted while nothing runs "
		    "(default ~/.cache/worldswitch)"},
	{.name = "$XDG_DATA_HOME/worldswitch/history.sqlite",
	 .meaning = "every finished run, which `worldswitch history` shows "
		    "(default ~/.local/share/worldswitch/history.sqlite)"},
	{.name = "$XDG_DATA_HOME/worldswitch/results",
	 .meaning = "the result of every run without --output "
		    "(default ~/.local/share/worldswitch/results)"},
	{0},
};

const struct cli_meaning cli_environment[] = {
	{.name = "NO_COLOR", .meaning = "where set and not empty, nothing is coloured"},
	{.name = "WORLDSWITCH_LIBDIR",
	 .meaning = "where the probe, the VMM and the tracer are (default: beside the program, or "
		    "../lib/worldswitch from it)"},
	{0},
};

void cli_manual_overview(FILE *out)
{
	fputs("Usage: worldswitch COMMAND [OPTION...]\n"
	      "What it costs to leave a virtual machine, exact to the instruction.\n\n",
	      out);
	for (size_t at = 0; at < cli_command_count; at++)
		fprintf(out, "  %-10s %s\n", cli_commands[at].name, cli_commands[at].summary);
	fputs("\n`worldswitch COMMAND --help` explains a command,\n"
	      "`worldswitch --version` says which version this is.\n",
	      out);
}
