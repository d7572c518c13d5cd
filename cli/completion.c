// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Completion for bash, from the tables that --help is made of. What may follow an option is read
 * off the option's own argument: "FILE" is a file, "2|3" is one of these, "NAME,..." goes on after
 * a comma.
 */
#include <ctype.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/manual.h"
#include "lab/lab.h"
#include "report/names.h"

static void put_targets(FILE *out)
{
	for (size_t at = 0; at < lab_target_count; at++)
		fprintf(out, " %s", lab_targets[at].id);
}

static void put_benchmarks(FILE *out)
{
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
		fprintf(out, " %s", ws_benchmark_texts[at].id);
}

static void put_cells(FILE *out)
{
	for (size_t target = 0; target < lab_target_count; target++)
		for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
			fprintf(out, " %s/%s", lab_targets[target].id, ws_benchmark_texts[at].id);
}

/* The lower-case or numeric alternatives of "[table|json]"; placeholders are in capitals, also
 * where one goes on: "CPU[,CPU]". */
static void put_alternatives(FILE *out, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "[|]");

		if (length && (islower((unsigned char)*text) || isdigit((unsigned char)*text)))
			fprintf(out, " %.*s", (int)length, text);
		text += length + (text[length] != '\0');
	}
}

/* What may stand where this is asked for. */
static void put_candidates(FILE *out, const char *argument)
{
	if (strncmp(argument, "BENCHMARK", 9) == 0)
		put_benchmarks(out);
	else if (strstr(argument, "CELL"))
		put_cells(out);
	else if (strstr(argument, "TARGET"))
		put_targets(out);
	else if (strstr(argument, "COMMAND"))
		for (size_t at = 0; at < cli_command_count; at++)
			fprintf(out, " %s", cli_commands[at].name);
	else
		put_alternatives(out, argument);
}

static void put_option_value(FILE *out, const char *command, const struct argp_option *option)
{
	fprintf(out, "\t'%s --%s'", command, option->name);
	if (option->key > ' ' && option->key < 0x7f)
		fprintf(out, " | '%s -%c'", command, option->key);
	fputs(") words='", out);
	put_candidates(out, option->arg);
	fprintf(out, "'%s%s ;;\n", strstr(option->arg, "FILE") ? " files=1" : "",
		strstr(option->arg, ",...") ? " list=${current%\"${current##*,}\"}" : "");
}

static void put_option_values(FILE *out)
{
	for (size_t at = 0; at < cli_command_count; at++) {
		const struct argp_option *option = NULL;

		while ((option = cli_option_after(cli_commands[at].argp, option)))
			if (option->arg)
				put_option_value(out, cli_commands[at].name, option);
	}
}

static void put_arguments(FILE *out)
{
	for (size_t at = 0; at < cli_command_count; at++) {
		const char *arguments = cli_commands[at].argp->args_doc;
		const struct argp_option *option = NULL;

		fprintf(out, "\t'%s '*) words='", cli_commands[at].name);
		if (arguments)
			put_candidates(out, arguments);
		while ((option = cli_option_after(cli_commands[at].argp, option)))
			fprintf(out, " --%s", option->name);
		fprintf(out, " --help'%s ;;\n",
			arguments && strstr(arguments, "FILE") ? " files=1" : "");
	}
}

void cli_manual_bash(FILE *out)
{
	fputs("# SPDX-License-Identifier: GPL-2.0-or-later\n"
	      "# Completion of worldswitch(1) for bash: `worldswitch help --completion bash`.\n"
	      "_worldswitch() {\n"
	      "\tlocal current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} words='' "
	      "files='' list=''\n"
	      "\t[ \"$COMP_CWORD\" -gt 1 ] || command=\n"
	      "\tcase \"$command ${COMP_WORDS[COMP_CWORD-1]}\" in\n",
	      out);
	put_option_values(out);
	put_arguments(out);
	fputs("\t*) words='", out);
	put_candidates(out, "COMMAND");
	fputs(" --help --version' ;;\n"
	      "\tesac\n"
	      "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" ${files:+-f} -P \"$list\" "
	      "-- \"${current#\"$list\"}\")\n"
	      "}\n"
	      "complete -F _worldswitch worldswitch\n",
	      out);
}
