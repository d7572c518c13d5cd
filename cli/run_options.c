// SPDX-License-Identifier: GPL-2.0-or-later
/* The command line of `worldswitch run`: its one table of options, and what each value may be. */
#include "cli/run_options.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include <worldswitch/limits.h>

#include "cli/commands.h"
#include "cli/dom0s.h"
#include "cli/guess.h"
#include "cli/output.h"
#include "cli/servers.h"
#include "cli/variations.h"

#define TEXT(value)   #value
#define NUMBER(macro) TEXT(macro)

enum key { KEY_FORMAT = 0x100, KEY_ORACLE, KEY_DRY_RUN, KEY_NO_SNAPSHOT };

static const struct argp_option options_table[] = {
	{.name = "benchmark",
	 .key = 'b',
	 .arg = "BENCHMARK,...",
	 .doc = "Measure these alone (default: all). null is always measured, since its cost is "
		"taken off the others, but shown only when named"},
	{.name = "output",
	 .key = 'o',
	 .arg = "FILE",
	 .doc = "Write the result document (JSON) there, again after every cell that ends "
		"(default: a new file in the user's data folder)"},
	{.name = "format",
	 .key = KEY_FORMAT,
	 .arg = CLI_RESULT_FORMATS,
	 .doc = "What to print in the end (default table): for programs JSON, CSV, KTAP and "
		"OpenMetrics (Prometheus), for pull requests Markdown"},
	{.name = "oracle",
	 .key = KEY_ORACLE,
	 .doc = "Count by one callback per instruction: slow, to check the fast way"},
	{.name = "no-snapshot",
	 .key = KEY_NO_SNAPSHOT,
	 .doc = "Boot, and neither use nor make a snapshot of the booted machine; the "
		"cells are the same"},
	{.name = "dry-run",
	 .key = KEY_DRY_RUN,
	 .doc = "Print the emulator's command lines, ready for a shell, and run nothing"},
	{0},
};

int cli_format_of(const char *text, enum cli_format *format, struct ws_error *error)
{
	if (strcmp(text, "table") == 0)
		*format = CLI_TABLE;
	else if (strcmp(text, "json") == 0)
		*format = CLI_JSON;
	else
		return ws_fail(error, EINVAL, "--format '%s': it is table or json", text);
	return 0;
}

static int add_target(const struct lab_target **targets, size_t *count,
		      const struct lab_target *target, struct ws_error *error)
{
	for (size_t at = 0; at < *count; at++)
		if (targets[at] == target)
			return 0;
	if (*count == CLI_TARGETS_MAX)
		return -ws_fail(error, EINVAL, "more than %d targets", CLI_TARGETS_MAX);
	targets[(*count)++] = target;
	return 0;
}

static int add_matching(const struct lab_target **targets, size_t *count, const char *pattern,
			struct ws_error *error)
{
	bool any = false;
	int result = 0;

	for (size_t at = 0; at < lab_target_count && !result; at++) {
		if (fnmatch(pattern, lab_targets[at].id, 0) != 0)
			continue;
		any = true;
		result = add_target(targets, count, &lab_targets[at], error);
	}
	return any ? result
		   : -ws_fail(error, EINVAL,
			      "no target matches '%.64s': `worldswitch list targets` shows all",
			      pattern);
}

int cli_targets_add(const struct lab_target **targets, size_t *count, const char *id,
		    struct ws_error *error)
{
	const struct lab_target *target;

	if (strpbrk(id, "*?["))
		return add_matching(targets, count, id, error);
	if (cli_target_of(id, &target, error))
		return EINVAL;
	return add_target(targets, count, target, error);
}

void cli_targets_default(const struct lab_target **targets, size_t *count)
{
	if (*count > 0)
		return;
	while (*count < lab_target_count && *count < CLI_TARGETS_MAX) {
		targets[*count] = &lab_targets[*count];
		(*count)++;
	}
}

static int take_value(int key, const char *value, struct cli_run_options *options)
{
	struct ws_error *error = &options->error;

	switch (key) {
	case 'b':
		return cli_benchmarks_of(value, &options->benchmarks, error);
	case 'o':
		return cli_text_of("output", value, &options->output, error);
	default:
		return cli_result_format_of(value, &options->format, error);
	}
}

/* What was not said is as is usual, and what was has to fit. */
static error_t complete(struct cli_run_options *options)
{
	int result = cli_servers_check(options);

	if (result || options->server_count)
		return result;
	if (!options->iterations)
		options->iterations = WS_ITERATIONS_DEFAULT;
	if (options->target_count == 0)
		cli_dom0s_default(options);
	cli_targets_default(options->targets, &options->target_count);
	return cli_variations_check(options);
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct cli_run_options *options = state->input;

	switch (key) {
	case KEY_ORACLE:
		options->oracle = true;
		return 0;
	case KEY_NO_SNAPSHOT:
		options->no_snapshot = true;
		return 0;
	case KEY_DRY_RUN:
		options->dry_run = true;
		return 0;
	case ARGP_KEY_INIT:
		state->child_inputs[0] = options;
		state->child_inputs[1] = options;
		state->child_inputs[2] = options;
		return 0;
	case ARGP_KEY_ARG:
		if (server_is_one(value))
			return cli_servers_add(options, value);
		return cli_targets_add(options->targets, &options->target_count, value,
				       &options->error);
	case ARGP_KEY_END:
		return complete(options);
	default:
		return value && (key == 'b' || key == 'o' || key == KEY_FORMAT)
			       ? -take_value(key, value, options)
			       : ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_child children[] = {
	{.argp = &cli_run_limits_argp},
	{.argp = &cli_variations_argp},
	{.argp = &cli_servers_argp},
	{0},
};

#define SAMPLES_USUAL NUMBER(WS_SAMPLES_DEFAULT)

#define EXAMPLES                                                                                   \
	"Examples:\n"                                                                              \
	"  worldswitch run\n"                                                                      \
	"  worldswitch run arm64/kvm-vhe -b hypercall,intc-trap\n"                                 \
	"  worldswitch run arm64/kvm-vhe --kernel ./Image -o after.json\n"                         \
	"  worldswitch run arm64/kvm-nvhe arm64/xen --cpu cortex-a57 --gic 2\n"                    \
	"  worldswitch run 'x86_64/*' --apic xapic --apic x2apic -b intc-trap\n"                   \
	"  worldswitch run arm64/xen --dom0 probe --dom0 linux -b io-out\n"                        \
	"  worldswitch run --suite trixie --suite bookworm -b hypercall\n"                         \
	"  worldswitch run arm64/kvm-vhe --kernel ./A --kernel ./B --gic 2 --gic 3\n"              \
	"  worldswitch run host\n"                                                                 \
	"  worldswitch run ssh://server --format json -o server.json\n"                            \
	"  worldswitch run host --via qemu --accel tcg --arch arm64\n"                             \
	"  worldswitch run host --via xl\n"

const struct argp cli_run_argp = {
	.options = options_table,
	.parser = parse,
	.children = children,
	.args_doc = "[TARGET...|host|ssh://SERVER...]",
	.doc = "Boots each target's hypervisor in an emulated server, measures what leaving a "
	       "virtual machine costs there, in instructions, and prints the table. Without TARGET "
	       "every target is measured, arm64/xen with each --dom0 where I/O is measured; a "
	       "TARGET may be a pattern, such as 'x86_64/*'. --cpu, "
	       "--gic, --apic, --smp, --dom0, --append, --kernel, --xen and --suite "
	       "may be given several times: every combination is measured, as far as it means "
	       "something to a target, several at a time. host is this machine's own /dev/kvm and "
	       "ssh://[USER@]SERVER[:PORT] another one's, by a program that is copied there and "
	       "removed again: there a clock measures, in cycles or nanoseconds, as many samples "
	       "as fit in --duration and at most --iterations (default " SAMPLES_USUAL
	       "), all of it in --timeout; --via has others run the virtual machine. Ctrl-C ends "
	       "it; the cells that have ended are shown and kept."
	       "\v" EXAMPLES,
};

int cli_run_parse(int argc, char **argv, struct cli_run_options *options)
{
	*options = (struct cli_run_options){
		.benchmarks = (1U << WS_BENCHMARK_COUNT) - 1,
		.format = &ws_formats[0],
		.timeout = CLI_TIMEOUT_DEFAULT,
	};
	return cli_parse(&cli_run_argp, argc, argv, options, &options->error);
}
