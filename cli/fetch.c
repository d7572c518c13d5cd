// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch fetch`: downloads now what a run without a network will need. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/run_options.h"

struct fetch_options {
	const struct lab_target *targets[CLI_TARGETS_MAX];
	size_t target_count;
	struct ws_error error;
};

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct fetch_options *options = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		return cli_targets_add(options->targets, &options->target_count, value,
				       &options->error);
	case ARGP_KEY_END:
		cli_targets_default(options->targets, &options->target_count);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_fetch_argp = {
	.parser = parse,
	.args_doc = "[TARGET...]",
	.doc = "Downloads and verifies the packages that these targets run by default, even where "
	       "they are cached: without TARGET, those of every target."
	       "\vExamples:\n"
	       "  worldswitch fetch\n"
	       "  worldswitch fetch arm64/xen\n",
};

static void show_step(void *context, const struct lab_target *target, const char *step)
{
	progress_step(context, target->id, step);
}

/* Whether a target before this one brought what it needs. */
static bool is_fetched(const struct fetch_options *options, size_t at)
{
	for (size_t before = 0; before < at; before++)
		if (lab_needs_same(options->targets[before], options->targets[at]))
			return true;
	return false;
}

int cli_fetch(int argc, char **argv)
{
	struct fetch_options options = {0};
	struct progress progress;
	struct lab_observer observer = {
		.progress = show_step,
		.context = &progress,
		.interrupted = &cli_interrupted,
	};
	int status = cli_parse(&cli_fetch_argp, argc, argv, &options, &options.error);

	if (status)
		return status;
	cli_interrupt_begin();
	progress_begin(&progress, stderr, false);
	for (size_t at = 0; at < options.target_count && !cli_interrupted; at++) {
		if (is_fetched(&options, at))
			continue;
		if (lab_fetch(options.targets[at], &observer, &options.error) < 0) {
			progress_say(&progress, "worldswitch: %s", options.error.text);
			status = CLI_BAD;
		}
		progress_step(&progress, options.targets[at]->id, "");
	}
	progress_end(&progress);
	return cli_interrupt_end(status);
}
