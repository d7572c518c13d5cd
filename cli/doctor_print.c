// SPDX-License-Identifier: GPL-2.0-or-later
/* A line for each check, with what to do below it; or a list of the same. */
#include "cli/doctor_print.h"

#include <jansson.h>
#include <stdio.h>

#include "cli/commands.h"

static const char *const words[] = {
	[HOST_FINE] = "ok",
	[HOST_NOTE] = "note",
	[HOST_HAZARD] = "hazard",
	[HOST_WRONG] = "wrong",
};

void doctor_print_begin(struct doctor_print *print, enum cli_format format)
{
	*print = (struct doctor_print){.status = CLI_OK};
	if (format == CLI_JSON)
		print->list = json_array();
}

static void print_one(struct doctor_print *print, const char *what, enum host_state state,
		      const char *found, const char *advice)
{
	if (state == HOST_HAZARD || state == HOST_WRONG)
		print->status = CLI_BAD;
	if (print->list) {
		json_array_append_new(print->list,
				      json_pack("{s:s,s:s,s:s,s:s}", "what", what, "state",
						words[state], "found", found, "advice", advice));
		return;
	}
	printf("%-8s %-24s %s\n", words[state], what, found);
	if (*advice)
		printf("%-8s %-24s %s\n", "", "", advice);
}

void doctor_print_check(struct doctor_print *print, const struct lab_check *check)
{
	print_one(print, check->what, check->ok ? HOST_FINE : HOST_WRONG, check->found,
		  check->ok ? "" : check->advice);
}

void doctor_print_finding(struct doctor_print *print, const struct host_finding *finding)
{
	print_one(print, finding->what, finding->state, finding->found, finding->advice);
}

int doctor_print_end(struct doctor_print *print)
{
	if (print->list) {
		if (json_dumpf(print->list, stdout, JSON_INDENT(2))) {
			cli_complain("cannot print the list: out of memory, or no room for the "
				     "output");
			print->status = CLI_BAD;
		}
		putchar('\n');
		json_decref(print->list);
	}
	return cli_flush(print->status);
}
