// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `worldswitch compare`: two documents, and an exit status that a gate can use. A document that
 * cannot be read is neither good nor bad news, and has a status of its own.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/changes.h"
#include "cli/commands.h"
#include "cli/compare_across.h"
#include "cli/output.h"
#include "cli/values.h"
#include "report/formats.h"
#include "report/read.h"

enum key { KEY_FORMAT = 0x100, KEY_FAIL_ABOVE, KEY_ACROSS };

#define COMPARISON_FORMATS "table|json|ktap|markdown"
#define PERCENT_MAX        1000000

struct compare_options {
	const char *old, *now;
	double above; /* relative */
	struct cli_values across;
	const struct ws_format *format;
	struct ws_error error;
};

static const struct argp_option options_table[] = {
	{.name = "fail-above",
	 .key = KEY_FAIL_ABOVE,
	 .arg = "PERCENT",
	 .doc = "Let a cell cost up to so much more (default 0: no more at all)"},
	{.name = "across",
	 .key = KEY_ACROSS,
	 .arg = "PROPERTY",
	 .doc = "This property is what is compared, and may differ: cpu, gic, emulator... May be "
		"given several times"},
	{.name = "format",
	 .key = KEY_FORMAT,
	 .arg = COMPARISON_FORMATS,
	 .doc = "What to print (default table)"},
	{0},
};

static int percent_of(const char *value, struct compare_options *options)
{
	char *end;
	double percent = strtod(value, &end);

	if (end == value || *end || !isfinite(percent) || percent < 0 || percent > PERCENT_MAX)
		return ws_fail(&options->error, EINVAL,
			       "--fail-above '%.64s': a number of percent is needed, such as 0.5",
			       value);
	options->above = percent / 100;
	return 0;
}

static int format_of(const char *value, struct compare_options *options)
{
	options->format = ws_format_find(value);
	if (options->format && options->format->comparison)
		return 0;
	return ws_fail(&options->error, EINVAL, "--format '%.64s': it is one of %s", value,
		       COMPARISON_FORMATS);
}

static int take_file(const char *value, struct compare_options *options)
{
	const char **file = options->old ? &options->now : &options->old;

	if (*file)
		return ws_fail(&options->error, EINVAL,
			       "two documents are compared: '%.64s' is a third", value);
	*file = value;
	return 0;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct compare_options *options = state->input;

	switch (key) {
	case KEY_FAIL_ABOVE:
		return -percent_of(value, options);
	case KEY_ACROSS:
		return -cli_values_add("across", value, &options->across, &options->error);
	case KEY_FORMAT:
		return -format_of(value, options);
	case ARGP_KEY_ARG:
		return -take_file(value, options);
	case ARGP_KEY_END:
		return options->now
			       ? 0
			       : -ws_fail(&options->error, EINVAL,
					  "compare which documents? OLD and NEW, that `worldswitch "
					  "run -o FILE` wrote");
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_compare_argp = {
	.options = options_table,
	.parser = parse,
	.args_doc = "OLD NEW",
	.doc = "Says of every cell of two result documents what has become of it: same, improved, "
	       "regressed, inconclusive, new, gone, or incomparable, where something else than "
	       "the kernel, the hypervisor or their command lines differs. What the lab counts is "
	       "exact: any difference is one. Of what was timed on hardware a difference has to "
	       "be more than chance and more than machines do by themselves. The exit status is 0 "
	       "where nothing regressed, 1 where something did (or no longer works), 3 where that "
	       "cannot be told, 2 where the command line is wrong, 4 where a document cannot be "
	       "read or the comparison not be printed."
	       "\vExamples:\n"
	       "  worldswitch compare before.json after.json\n"
	       "  worldswitch compare before.json after.json --fail-above 0.5\n"
	       "  worldswitch compare before.json after.json --format markdown\n"
	       "  worldswitch compare a57.json a76.json --across cpu\n",
};

static int compare(const struct compare_options *options, const struct ws_results *old,
		   const struct ws_results *now, struct ws_changes *changes, struct ws_error *error)
{
	const struct ws_across across = {.names = options->across.texts,
					 .count = options->across.count};
	int result = ws_changes_of(old->list, old->count, now->list, now->count, &across,
				   options->above, changes);

	if (result == -E2BIG)
		return ws_fail(error, E2BIG, "more than %d results in one document are too many",
			       WS_COMPARED_MAX);
	return result ? ws_fail_errno(error, -result, "cannot compare %s and %s", options->old,
				      options->now)
		      : 0;
}

static int status_of(enum ws_gate gate)
{
	static const enum cli_status statuses[] = {
		[WS_GATE_PASSES] = CLI_OK,
		[WS_GATE_INCONCLUSIVE] = CLI_INCONCLUSIVE,
		[WS_GATE_FAILS] = CLI_BAD,
	};

	return (int)statuses[gate];
}

static int show(const struct compare_options *options, const struct ws_changes *changes)
{
	const struct ws_table_options output = cli_output_options();
	const struct ws_compared compared = {
		.changes = changes,
		.old = options->old,
		.now = options->now,
		.above = options->above,
	};

	if (!options->format->comparison(stdout, &compared, &output))
		return cli_flush(status_of(changes->gate));
	cli_complain("out of memory: not all is printed");
	return CLI_NOTHING;
}

static int compare_files(struct compare_options *options)
{
	struct ws_results old = {0}, now = {0};
	struct ws_changes changes = {0};
	int status = CLI_NOTHING;
	int result = ws_results_read(options->old, &old, &options->error);

	if (!result)
		result = ws_results_read(options->now, &now, &options->error);
	if (!result && cli_across_check(&options->across, &old, &now, &options->error)) {
		result = -EINVAL;
		status = CLI_USAGE;
	}
	if (!result)
		result = compare(options, &old, &now, &changes, &options->error);
	if (result)
		cli_complain(options->error.text);
	else
		status = show(options, &changes);
	ws_changes_free(&changes);
	ws_results_free(&old);
	ws_results_free(&now);
	return status;
}

int cli_compare(int argc, char **argv)
{
	struct compare_options options = {.format = &ws_formats[0]};
	int status = cli_parse(&cli_compare_argp, argc, argv, &options, &options.error);

	return status ? status : compare_files(&options);
}
