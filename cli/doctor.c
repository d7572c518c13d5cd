// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch doctor`: what is missing or too old here, and what to do about it. */
#include <stdio.h>

#include "cli/commands.h"
#include "lab/lab.h"

#define CHECKS_MAX 32

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct ws_error *error = state->input;

	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	return -ws_fail(error, EINVAL, "doctor takes no argument, and '%s' is one", value);
}

const struct argp cli_doctor_argp = {
	.parser = parse,
	.doc = "Checks everything that a run needs and prints one line for each: what it is, "
	       "what was found, and what to do where that is wrong. The exit status is 0 where all "
	       "is right and 1 where something is not."
	       "\vExamples:\n"
	       "  worldswitch doctor\n",
};

static void print_check(const struct lab_check *check)
{
	printf("%-8s %-24s %s\n", check->ok ? "ok" : "wrong", check->what, check->found);
	if (!check->ok && *check->advice)
		printf("%-8s %-24s %s\n", "", "", check->advice);
}

int cli_doctor(int argc, char **argv)
{
	struct lab_check checks[CHECKS_MAX];
	struct ws_error error = {0};
	int status = cli_parse(&cli_doctor_argp, argc, argv, &error, &error);
	size_t count;

	if (status)
		return status;
	count = lab_doctor(checks, CHECKS_MAX);
	for (size_t at = 0; at < count; at++) {
		print_check(&checks[at]);
		if (!checks[at].ok)
			status = CLI_BAD;
	}
	return cli_flush(status);
}
