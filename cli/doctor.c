// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `worldswitch doctor`: what is missing or too old here for the lab; and of this machine itself,
 * what disturbs what is timed on it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/doctor_guest.h"
#include "cli/doctor_print.h"
#include "cli/run_options.h"
#include "host/hazards.h"
#include "host/tune.h"
#include "lab/lab.h"

#define CHECKS_MAX  32
#define INTERVAL_MS 500 /* for which CPUs are watched */

enum key { KEY_FORMAT = 0x100, KEY_CPUS };

struct doctor_options {
	bool host;
	bool placed;
	struct host_cpus cpus;
	enum cli_format format;
	struct ws_error error;
};

static const struct argp_option options_table[] = {
	{.name = "cpus",
	 .key = KEY_CPUS,
	 .arg = "CPU[,CPU]",
	 .doc = "Of host: the CPUs that are to be measured on, the first VCPU's and all others' "
		"(default the last one and the first one that may be used)"},
	{.name = "format",
	 .key = KEY_FORMAT,
	 .arg = "table|json",
	 .doc = "How to print it (default table)"},
	{0},
};

static int take_cpus(const char *value, struct doctor_options *options)
{
	options->placed = true;
	return host_cpus_read(value, &options->cpus)
		       ? ws_fail(&options->error, EINVAL, "--cpus '%s': not one or two CPUs", value)
		       : 0;
}

static int take_word(const char *word, struct doctor_options *options)
{
	options->host = strcmp(word, "host") == 0;
	return options->host || strcmp(word, "lab") == 0
		       ? 0
		       : ws_fail(&options->error, EINVAL,
				 "doctor looks at lab or at host, and not at '%s'", word);
}

/* Whether the CPUs are there, and which they are where nobody said. */
static int complete(struct doctor_options *options)
{
	const struct host_cpus asked = options->cpus;

	if (!options->host)
		return options->placed
			       ? ws_fail(&options->error, EINVAL, "--cpus is for `doctor host`")
			       : 0;
	return host_cpus_here(options->placed ? &asked : NULL, &options->cpus, &options->error);
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct doctor_options *options = state->input;

	switch (key) {
	case KEY_CPUS:
		return -take_cpus(value, options);
	case KEY_FORMAT:
		return -cli_format_of(value, &options->format, &options->error);
	case ARGP_KEY_ARG:
		return state->arg_num
			       ? -ws_fail(&options->error, EINVAL,
					  "doctor looks at one thing, and '%s' is another", value)
			       : -take_word(value, options);
	case ARGP_KEY_END:
		return -complete(options);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_doctor_argp = {
	.options = options_table,
	.parser = parse,
	.args_doc = "[lab|host]",
	.doc = "Checks everything that a run needs and prints one line for each: what it is, "
	       "what was found, and what to do where that is wrong. That is the lab, where nothing "
	       "else is said; host is this machine's own /dev/kvm: what makes numbers that are "
	       "timed on it wrong or unsteady (hazard), and what readers of them should know "
	       "(note); and whether it runs a guest at all, by trying it. Nothing is changed, but "
	       "for what a killed `run host --tune` has left, "
	       "which is put "
	       "back; --tune takes away some hazards for a run. The exit status is 0 where all is "
	       "right and 1 where "
	       "something is wrong or a hazard."
	       "\vExamples:\n"
	       "  worldswitch doctor\n"
	       "  worldswitch doctor host\n"
	       "  worldswitch doctor host --cpus 3,2 --format json\n",
};

static void look_at_lab(struct doctor_print *print)
{
	struct lab_check checks[CHECKS_MAX];
	size_t count = lab_doctor(checks, CHECKS_MAX);

	for (size_t at = 0; at < count; at++)
		doctor_print_check(print, &checks[at]);
}

/* Settings that a killed `run host --tune` has left are put back, where one may. */
static void look_for_changes(struct doctor_print *print)
{
	struct host_finding finding = {.what = "settings of --tune"};
	struct ws_error error;
	int result = host_tune_recover("", &error);

	if (result == 0)
		host_conclude(&finding, HOST_FINE, NULL, "none are left");
	else if (result > 0)
		host_conclude(&finding, HOST_FINE, NULL, "%d were left, and are put back", result);
	else if (result == -EBUSY)
		host_conclude(&finding, HOST_NOTE, "wait for its end",
			      "a measurement is under way");
	else
		host_conclude(&finding, HOST_HAZARD, "run `worldswitch doctor host` as root",
			      "some are left: %.120s", error.text);
	doctor_print_finding(print, &finding);
}

static void look_at_host(const struct doctor_options *options, struct doctor_print *print)
{
	const struct host_question question = {
		.root = "", .cpus = options->cpus, .interval_ms = INTERVAL_MS};
	struct host_finding findings[HOST_FINDINGS_MAX];
	size_t count;

	look_for_changes(print);
	count = host_examine(&question, findings, HOST_FINDINGS_MAX);
	for (size_t at = 0; at < count; at++)
		doctor_print_finding(print, &findings[at]);
	if (findings[0].state == HOST_WRONG)
		return; /* the device: there is nothing to try */
	doctor_guest(&options->cpus, findings);
	for (size_t at = 0; at < DOCTOR_GUEST_FINDINGS; at++)
		doctor_print_finding(print, &findings[at]);
}

int cli_doctor(int argc, char **argv)
{
	struct doctor_options options = {.format = CLI_TABLE};
	int status = cli_parse(&cli_doctor_argp, argc, argv, &options, &options.error);
	struct doctor_print print;

	if (status)
		return status;
	doctor_print_begin(&print, options.format);
	if (options.host)
		look_at_host(&options, &print);
	else
		look_at_lab(&print);
	return doctor_print_end(&print);
}
