// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A paragraph for each check, with what to do below it; or a list of the same. A first line begins
 * with the state and what was looked at, the others with blanks: grep tells them apart.
 */
#include "cli/doctor_print.h"

#include <jansson.h>
#include <stdio.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "report/table.h"

#define INDENT 34 /* behind a state's word and what was looked at */

void doctor_print_begin(struct doctor_print *print, enum cli_format format)
{
	*print = (struct doctor_print){.status = CLI_OK, .width = cli_output_options().width};
	if (format == CLI_JSON)
		print->list = json_array();
}

/* check: its name in a result, and in the note under a table; NULL: a result has none of it. */
static void print_one(struct doctor_print *print, const char *what, const char *check,
		      enum host_state state, const char *found, const char *advice)
{
	char lead[INDENT + 64];
	char named[sizeof(((struct host_finding *)NULL)->found) + 32];
	bool bad = state == HOST_HAZARD || state == HOST_WRONG;

	if (bad)
		print->status = CLI_BAD;
	if (print->list) {
		json_array_append_new(print->list,
				      json_pack("{s:s,s:s*,s:s,s:s,s:s}", "what", what, "check",
						check, "state", host_state_word(state), "found",
						found, "advice", advice));
		return;
	}
	snprintf(lead, sizeof(lead), "%-8s %-24s ", host_state_word(state), what);
	if (bad && check) {
		snprintf(named, sizeof(named), "%s [%s]", found, check);
		found = named;
	}
	ws_paragraph(stdout, print->width, INDENT, lead, found);
	if (*advice)
		ws_paragraph(stdout, print->width, INDENT + 2, "", advice);
}

void doctor_print_check(struct doctor_print *print, const struct lab_check *check)
{
	print_one(print, check->what, NULL, check->ok ? HOST_FINE : HOST_WRONG, check->found,
		  check->ok ? "" : check->advice);
}

void doctor_print_finding(struct doctor_print *print, const struct host_finding *finding)
{
	print_one(print, finding->what, finding->id, finding->state, finding->found,
		  finding->advice);
}

int doctor_print_end(struct doctor_print *print)
{
	return print->list ? cli_print_list(print->list, print->status) : cli_flush(print->status);
}
