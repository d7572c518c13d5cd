// SPDX-License-Identifier: GPL-2.0-or-later
/* The options that say what is measured and how, of every command that measures. */
#include "cli/variations.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <worldswitch/limits.h>

#include "cli/dom0s.h"
#include "cli/guess.h"
#include "lab/controller.h"
#include "lab/patience.h"

#define TEXT(value)   #value
#define NUMBER(macro) TEXT(macro)

enum key {
	KEY_CPU = 0x200,
	KEY_SMP,
	KEY_DOM0,
	KEY_APPEND,
	KEY_KERNEL,
	KEY_XEN,
	KEY_SUITE,
	KEY_TIMEOUT,
	KEY_CONTROLLER, /* and the architecture */
};

static const struct argp_option options_table[] = {
	{.name = "cpu",
	 .key = KEY_CPU,
	 .arg = "MODEL",
	 .doc = "The emulated CPU, by the emulator's name (default neoverse-n1 for arm64, max for "
		"x86_64)"},
	{.name = "gic",
	 .key = KEY_CONTROLLER + LAB_ARM64,
	 .arg = "2|3",
	 .doc = "arm64: version of the emulated interrupt controller (default 3)"},
	{.name = "apic",
	 .key = KEY_CONTROLLER + LAB_X86_64,
	 .arg = "xapic|x2apic",
	 .doc = "x86_64: how the guest reaches its local APIC, by memory or by registers (default "
		"x2apic)"},
	{.name = "smp",
	 .key = KEY_SMP,
	 .arg = "CPUS",
	 .doc = "Number of emulated CPUs, 1 to " NUMBER(
		 LAB_CPUS_MAX) " (default 2: one for what is measured, one for the rest)"},
	{.name = "dom0",
	 .key = KEY_DOM0,
	 .arg = "probe|linux",
	 .doc = "Who is Xen's Dom0, the other side of I/O: the probe itself, or Linux, whose "
		"process waits for events (default probe)"},
	{.name = "append",
	 .key = KEY_APPEND,
	 .arg = "STRING",
	 .doc = "Add to the command line of the kernel or of Xen; beside others an empty one adds "
		"nothing: with and without"},
	{.name = "kernel",
	 .key = KEY_KERNEL,
	 .arg = "FILE|PACKAGE",
	 .doc = "The kernel that runs KVM or is Xen's Dom0: a file (Image or vmlinuz), else a "
		"Debian package or PACKAGE/SUITE"},
	{.name = "xen", .key = KEY_XEN, .arg = "FILE|PACKAGE", .doc = "The Xen to run, likewise"},
	{.name = "suite",
	 .key = KEY_SUITE,
	 .arg = "SUITE",
	 .doc = "Debian's suite for packages named without one, the default ones included "
		"(default trixie; bookworm has Linux 6.1 and Xen 4.17)"},
	{.name = "verbose",
	 .key = 'v',
	 .doc = "Print every step with the time elapsed, and the emulator's command lines"},
	{0},
};

#define ITERATIONS_MOST  NUMBER(WS_ITERATIONS_MAX)
#define ITERATIONS_USUAL NUMBER(WS_ITERATIONS_DEFAULT)
#define TIMEOUT_MOST     NUMBER(WS_TIMEOUT_S_MAX)
#define TIMEOUT_USUAL    NUMBER(CLI_TIMEOUT_DEFAULT)
#define TIMEOUT_SHARE    NUMBER(PATIENCE_SHARE)

/* elsewhere: what is said of places where a clock measures, to which neither applies like this. */
#define ITERATIONS(elsewhere)                                                                      \
	{                                                                                          \
		.name = "iterations", .key = 'n', .arg = "ITERATIONS",                             \
		.doc = "Samples of each benchmark, 1 to " ITERATIONS_MOST                          \
		       " (default " ITERATIONS_USUAL elsewhere ")",                                \
	}
#define TIMEOUT(elsewhere)                                                                         \
	{                                                                                          \
		.name = "timeout", .key = KEY_TIMEOUT, .arg = "SECONDS",                           \
		.doc = "For how long an emulator may show no progress (a step of its boot, a "     \
		       "record, windows), 1 to " TIMEOUT_MOST " (default " TIMEOUT_USUAL elsewhere \
		       "); what others take of the processor meanwhile does not count, so that "   \
		       "by the clock it may be up to " TIMEOUT_SHARE " times as long",             \
	}

static const struct argp_option limits_table[] = {ITERATIONS(""), TIMEOUT(""), {0}};

#define SEE_ABOVE "; host: see above"
static const struct argp_option run_limits_table[] = {
	ITERATIONS(SEE_ABOVE), TIMEOUT(SEE_ABOVE), {0}};

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

/* A version by its name; the option is that of one architecture. */
static int add_controller(enum lab_architecture architecture, const char *value,
			  struct cli_run_options *options)
{
	const struct lab_controller *controller = lab_controller_of(architecture);
	unsigned int version = controller_version(controller, value);

	if (!version)
		return ws_fail(&options->error, EINVAL, "--%s '%.64s': it is one of %s",
			       controller->option, value, controller->version_names);
	return cli_number_add(controller->option, version, &options->controllers[architecture],
			      &options->error);
}

static int take_value(int key, const char *value, struct cli_run_options *options)
{
	struct ws_error *error = &options->error;

	switch (key) {
	case 'n':
		return cli_number_of(value, "iterations", 1, WS_ITERATIONS_MAX,
				     &options->iterations, error);
	case KEY_SMP:
		return cli_numbers_add("smp", value, 1, LAB_CPUS_MAX, &options->cpus, error);
	case KEY_DOM0:
		return cli_dom0s_add(value, &options->dom0s, error);
	case KEY_TIMEOUT:
		return cli_number_of(value, "--timeout", 1, WS_TIMEOUT_S_MAX, &options->timeout,
				     error);
	case KEY_CPU:
		return cli_values_add("cpu", value, &options->models, error);
	case KEY_APPEND:
		return cli_values_add_any("append", value, &options->appends, error);
	case KEY_SUITE:
		return cli_values_add("suite", value, &options->suites, error);
	case KEY_KERNEL:
		return add_image("kernel", value, &options->kernels, options);
	case KEY_XEN:
		return add_image("xen", value, &options->xens, options);
	default:
		return add_controller((enum lab_architecture)(key - KEY_CONTROLLER), value,
				      options);
	}
}

static bool has_hypervisor(const struct cli_run_options *options, enum lab_hypervisor hypervisor)
{
	for (size_t at = 0; at < options->target_count; at++)
		if (options->targets[at]->hypervisor == hypervisor)
			return true;
	return false;
}

static bool has_architecture(const struct cli_run_options *options,
			     enum lab_architecture architecture)
{
	for (size_t at = 0; at < options->target_count; at++)
		if (options->targets[at]->architecture == architecture)
			return true;
	return false;
}

static int refuse_misfit(struct cli_run_options *options, const char *misfit)
{
	return -ws_fail(&options->error, EINVAL, "%s, which no target asked for runs (%s%s)",
			misfit, options->targets[0]->id, options->target_count > 1 ? ", ..." : "");
}

static int check_controllers(struct cli_run_options *options)
{
	for (int at = 0; at < LAB_ARCHITECTURE_COUNT; at++) {
		enum lab_architecture architecture = (enum lab_architecture)at;
		const struct lab_controller *controller = lab_controller_of(architecture);
		char misfit[64];

		if (!options->controllers[at].count || has_architecture(options, architecture))
			continue;
		snprintf(misfit, sizeof(misfit), "--%s is for %s", controller->option,
			 controller->architecture);
		return refuse_misfit(options, misfit);
	}
	return 0;
}

/* Alone an empty addition is a mistake of the shell script that calls us. */
static bool appends_nothing(const struct cli_values *appends)
{
	return appends->count == 1 && !*appends->texts[0];
}

/* An option that means nothing to any of the targets is a mistake worth stopping for. */
error_t cli_variations_check(struct cli_run_options *options)
{
	bool kvm = has_hypervisor(options, LAB_KVM), xen = has_hypervisor(options, LAB_XEN);
	bool linux_dom0 = cli_dom0s_have(&options->dom0s, LAB_DOM0_LINUX);
	const char *misfit = options->kernels.count && !kvm && !(xen && linux_dom0)
				     ? "--kernel is for KVM and for Linux as Dom0 (--dom0 linux)"
			     : options->dom0s.count && !xen ? "--dom0 is for Xen"
			     : options->xens.count && !xen  ? "--xen is for Xen"
			     : options->appends.count && !kvm && !xen
				     ? "--append is for KVM and Xen"
			     : options->suites.count && !kvm && !xen ? "--suite is for KVM and Xen"
								     : NULL;

	if (appends_nothing(&options->appends))
		return -ws_fail(&options->error, EINVAL,
				"--append is empty: leave it out, or name another beside it");
	return misfit ? refuse_misfit(options, misfit) : check_controllers(options);
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct cli_run_options *options = state->input;

	if (key == 'v') {
		options->verbose = true;
		return 0;
	}
	return value && key != ARGP_KEY_ARG ? -take_value(key, value, options) : ARGP_ERR_UNKNOWN;
}

const struct argp cli_variations_argp = {.options = options_table, .parser = parse};
const struct argp cli_limits_argp = {.options = limits_table, .parser = parse};
const struct argp cli_run_limits_argp = {.options = run_limits_table, .parser = parse};
