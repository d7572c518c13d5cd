// SPDX-License-Identifier: GPL-2.0-or-later
/* The command line of `worldswitch run`: its one table of options, and what each value may be. */
#include "cli/run_options.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/dom0s.h"
#include "cli/guess.h"

#define TIMEOUT_DEFAULT 120
#define TIMEOUT_MAX     86400
#define TEXT(value)     #value
#define NUMBER(macro)   TEXT(macro)

enum key {
	KEY_CPU = 0x100,
	KEY_GIC,
	KEY_SMP,
	KEY_DOM0,
	KEY_APPEND,
	KEY_KERNEL,
	KEY_XEN,
	KEY_SUITE,
	KEY_FORMAT,
	KEY_TIMEOUT,
	KEY_ORACLE,
	KEY_DRY_RUN,
	KEY_NO_SNAPSHOT
};

static const struct argp_option options_table[] = {
	{.name = "benchmark",
	 .key = 'b',
	 .arg = "BENCHMARK,...",
	 .doc = "Measure these alone (default: all). null is always measured, since its cost is "
		"taken off the others, but shown only when named"},
	{.name = "iterations",
	 .key = 'n',
	 .arg = "ITERATIONS",
	 .doc = "Samples of each benchmark, 1 to " NUMBER(WS_ITERATIONS_MAX) " (default " NUMBER(
		 WS_ITERATIONS_DEFAULT) ")"},
	{.name = "cpu",
	 .key = KEY_CPU,
	 .arg = "MODEL",
	 .doc = "The emulated CPU, by the emulator's name (default neoverse-n1)"},
	{.name = "gic",
	 .key = KEY_GIC,
	 .arg = "2|3",
	 .doc = "Version of the emulated interrupt controller (default 3)"},
	{.name = "smp",
	 .key = KEY_SMP,
	 .arg = "CPUS",
	 .doc = "Number of emulated CPUs, 1 to " NUMBER(
		 LAB_CPUS_MAX) " (default 2: one for what is measured, one for the rest)"},
	{.name = "dom0",
	 .key = KEY_DOM0,
	 .arg = "probe|linux",
	 .doc = "Who is Xen's Dom0, the other side of I/O: the probe itself, or Linux, whose "
		"process "
		"waits for events (default probe; without TARGET both, where I/O is measured)"},
	{.name = "append",
	 .key = KEY_APPEND,
	 .arg = "STRING",
	 .doc = "Add to the command line of the kernel or of Xen"},
	{.name = "kernel",
	 .key = KEY_KERNEL,
	 .arg = "FILE|PACKAGE",
	 .doc = "The kernel that runs KVM or is Xen's Dom0: a file (Image or vmlinuz), else a "
		"Debian "
		"package or PACKAGE/SUITE"},
	{.name = "xen", .key = KEY_XEN, .arg = "FILE|PACKAGE", .doc = "The Xen to run, likewise"},
	{.name = "suite",
	 .key = KEY_SUITE,
	 .arg = "SUITE",
	 .doc = "Debian's suite for packages named without one, the default ones included "
		"(default trixie; bookworm has Linux 6.1 and Xen 4.17)"},
	{.name = "output",
	 .key = 'o',
	 .arg = "FILE",
	 .doc = "Write the result document (JSON) there, again after every cell that ends "
		"(default: a new file in the user's data folder)"},
	{.name = "format",
	 .key = KEY_FORMAT,
	 .arg = "table|json",
	 .doc = "What to print in the end (default table)"},
	{.name = "timeout",
	 .key = KEY_TIMEOUT,
	 .arg = "SECONDS",
	 .doc = "How long an emulator may take, 1 to " NUMBER(TIMEOUT_MAX) " (default " NUMBER(
		 TIMEOUT_DEFAULT) ")"},
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
	{.name = "verbose",
	 .key = 'v',
	 .doc = "Print every step with the time elapsed, and the emulator's command lines"},
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

int cli_targets_add(const struct lab_target **targets, size_t *count, const char *id,
		    struct ws_error *error)
{
	const struct lab_target *target;

	if (cli_target_of(id, &target, error))
		return EINVAL;
	for (size_t at = 0; at < *count; at++)
		if (targets[at] == target)
			return 0;
	if (*count == CLI_TARGETS_MAX)
		return -ws_fail(error, EINVAL, "more than %d targets", CLI_TARGETS_MAX);
	targets[(*count)++] = target;
	return 0;
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

/* A bare name that is a file's is that file, as everywhere else on a command line. */
static int add_image(const char *name, const char *value, struct cli_values *values,
		     struct cli_run_options *options)
{
	char *file = options->files + options->files_used;
	size_t room = sizeof(options->files) - options->files_used;

	if (!*value || strchr(value, '/') || access(value, F_OK) != 0)
		return cli_values_add(name, value, values, &options->error);
	if (strlen(value) + sizeof("./") > room)
		return ws_fail(&options->error, EINVAL, "the files' names are too long");
	options->files_used += (size_t)snprintf(file, room, "./%s", value) + 1;
	return cli_values_add(name, file, values, &options->error);
}

static int take_value(int key, const char *value, struct cli_run_options *options)
{
	struct ws_error *error = &options->error;

	switch (key) {
	case 'b':
		return cli_benchmarks_of(value, &options->benchmarks, error);
	case 'n':
		return cli_number_of(value, "iterations", 1, WS_ITERATIONS_MAX,
				     &options->iterations, error);
	case KEY_GIC:
		return cli_numbers_add("gic", value, 2, 3, &options->gics, error);
	case KEY_SMP:
		return cli_numbers_add("smp", value, 1, LAB_CPUS_MAX, &options->cpus, error);
	case KEY_DOM0:
		return cli_dom0s_add(value, &options->dom0s, error);
	case KEY_TIMEOUT:
		return cli_number_of(value, "--timeout", 1, TIMEOUT_MAX, &options->timeout, error);
	case KEY_FORMAT:
		return cli_format_of(value, &options->format, error);
	case KEY_CPU:
		return cli_values_add("cpu", value, &options->models, error);
	case KEY_APPEND:
		return cli_values_add("append", value, &options->appends, error);
	case KEY_SUITE:
		return cli_values_add("suite", value, &options->suites, error);
	case 'o':
		return cli_text_of("output", value, &options->output, error);
	case KEY_KERNEL:
		return add_image("kernel", value, &options->kernels, options);
	default:
		return add_image("xen", value, &options->xens, options);
	}
}

static bool has_hypervisor(const struct cli_run_options *options, enum lab_hypervisor hypervisor)
{
	for (size_t at = 0; at < options->target_count; at++)
		if (options->targets[at]->hypervisor == hypervisor)
			return true;
	return false;
}

/* An option that means nothing to any of the targets is a mistake worth stopping for. */
static int check_fit(struct cli_run_options *options)
{
	bool kvm = has_hypervisor(options, LAB_KVM), xen = has_hypervisor(options, LAB_XEN);
	bool linux_dom0 = xen && cli_dom0s_have(&options->dom0s, LAB_DOM0_LINUX);
	const char *misfit = options->kernels.count && !kvm && !linux_dom0
				     ? "--kernel is for KVM and for Linux as Dom0 (--dom0 linux)"
			     : options->dom0s.count && !xen ? "--dom0 is for Xen"
			     : options->xens.count && !xen  ? "--xen is for Xen"
			     : options->appends.count && !kvm && !xen
				     ? "--append is for KVM and Xen"
			     : options->suites.count && !kvm && !xen ? "--suite is for KVM and Xen"
								     : NULL;

	if (!misfit)
		return 0;
	return -ws_fail(&options->error, EINVAL, "%s, which no target asked for runs (%s%s)",
			misfit, options->targets[0]->id, options->target_count > 1 ? ", ..." : "");
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
	case 'v':
		options->verbose = true;
		return 0;
	case ARGP_KEY_ARG:
		return cli_targets_add(options->targets, &options->target_count, value,
				       &options->error);
	case ARGP_KEY_END:
		if (options->target_count == 0)
			cli_dom0s_default(options);
		cli_targets_default(options->targets, &options->target_count);
		return check_fit(options);
	default:
		return value ? -take_value(key, value, options) : ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_run_argp = {
	.options = options_table,
	.parser = parse,
	.args_doc = "[TARGET...]",
	.doc = "Boots each target's hypervisor in an emulated server, measures what leaving a "
	       "virtual machine costs there, in instructions, and prints the table. Without TARGET "
	       "every target is measured. --cpu, --gic, --smp, --dom0, --append, --kernel, --xen "
	       "and --suite "
	       "may be given several times: every combination is measured, as far as it means "
	       "something to a target, several at a time. Ctrl-C ends it; the cells that have "
	       "ended are shown and "
	       "kept."
	       "\vExamples:\n"
	       "  worldswitch run\n"
	       "  worldswitch run arm64/kvm-vhe -b hypercall,intc-trap\n"
	       "  worldswitch run arm64/kvm-vhe --kernel ./Image -o after.json\n"
	       "  worldswitch run arm64/kvm-nvhe arm64/xen --cpu cortex-a57 --gic 2\n"
	       "  worldswitch run arm64/xen --dom0 probe --dom0 linux -b io-out\n"
	       "  worldswitch run --suite trixie --suite bookworm -b hypercall\n"
	       "  worldswitch run arm64/kvm-vhe --kernel ./A --kernel ./B --gic 2 --gic 3\n",
};

int cli_run_parse(int argc, char **argv, struct cli_run_options *options)
{
	*options = (struct cli_run_options){
		.benchmarks = (1U << WS_BENCHMARK_COUNT) - 1,
		.iterations = WS_ITERATIONS_DEFAULT,
		.timeout = TIMEOUT_DEFAULT,
	};
	return cli_parse(&cli_run_argp, argc, argv, options, &options->error);
}
