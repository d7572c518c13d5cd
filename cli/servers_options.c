// SPDX-License-Identifier: GPL-2.0-or-later
/* The options of `run` that concern real machines, and what of the lab's means nothing to them. */
#include <errno.h>
#include <string.h>

#include <worldswitch/limits.h>

#include "cli/guess.h"
#include "cli/servers.h"
#include "cli/values.h"

#define TEXT(value)   #value
#define NUMBER(macro) TEXT(macro)

enum key {
	KEY_VIA = 0x300,
	KEY_ACCEL,
	KEY_ARCH,
	KEY_SAMPLES,
	KEY_TUNE,
	KEY_CPUS,
	KEY_DURATION,
	KEY_PATIENCE
};

static const struct argp_option options_table[] = {
	{.name = "via",
	 .key = KEY_VIA,
	 .arg = SERVER_VIAS,
	 .doc = "Of host: who runs the virtual machine, our own program, QEMU, or Xen, whose Dom0 "
		"this machine is, by its xl (default vmm)"},
	{.name = "accel",
	 .key = KEY_ACCEL,
	 .arg = "kvm|tcg",
	 .doc = "QEMU's accelerator (default kvm where it can be used, else tcg, which "
		"emulates and says nothing about the hardware)"},
	{.name = "arch",
	 .key = KEY_ARCH,
	 .arg = "arm64|x86_64",
	 .doc = "The architecture of QEMU's guest (default this machine's)"},
	{.name = "samples",
	 .key = KEY_SAMPLES,
	 .arg = "FILE",
	 .doc = "Of one real machine: write every raw sample there, as CSV"},
	{.name = "cpus",
	 .key = KEY_CPUS,
	 .arg = "CPU[,CPU]",
	 .doc = "Of a real machine: the CPUs to measure on, the first VCPU's and all others' "
		"(default the last one and the first one that may be used); with --via xl Xen's"},
	{.name = "duration",
	 .key = KEY_DURATION,
	 .arg = "MS",
	 .doc = "Of a real machine: how long each benchmark is sampled at most, 1 to " NUMBER(
		 WS_DURATION_MS_MAX) " milliseconds (default " NUMBER(WS_DURATION_MS) ")"},
	{.name = "patience",
	 .key = KEY_PATIENCE,
	 .arg = "SECONDS",
	 .doc = "Of a real machine: how long a step of a benchmark may take before it is given "
		"up, 1 to " NUMBER(WS_PATIENCE_S_MAX) " (default " NUMBER(
			WS_PATIENCE_S) "); with --via qemu or xl how long the guest may be silent "
				       "(default " NUMBER(WS_SILENCE_S) ")"},
	{.name = "tune",
	 .key = KEY_TUNE,
	 .doc = "Set a real machine for the measurement, as root, and put everything back: "
		"governor, "
		"turbo, halt_poll_ns, C-states, interrupts (default: nothing is changed)"},
	{0},
};

static int take_accelerator(const char *value, struct cli_run_options *options)
{
	if (strcmp(value, "kvm") == 0)
		options->accelerator = SERVER_ACCEL_KVM;
	else if (strcmp(value, "tcg") == 0)
		options->accelerator = SERVER_ACCEL_TCG;
	else
		return ws_fail(&options->error, EINVAL, "--accel '%s': it is kvm or tcg", value);
	return 0;
}

static int take_architecture(const char *value, struct cli_run_options *options)
{
	options->architecture = server_architecture_named(value);
	return options->architecture ? 0
				     : ws_fail(&options->error, EINVAL,
					       "--arch '%s': it is arm64 or x86_64", value);
}

static int take_via(const char *value, struct cli_run_options *options)
{
	options->via_said = true;
	return server_via_of(value, &options->via)
		       ? ws_fail(&options->error, EINVAL, "--via '%s': it is vmm, qemu or xl",
				 value)
		       : 0;
}

static int take_cpus(const char *value, struct cli_run_options *options)
{
	options->placed = true;
	return host_cpus_read(value, &options->placement)
		       ? ws_fail(&options->error, EINVAL, "--cpus '%.64s': not one or two CPUs",
				 value)
		       : 0;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct cli_run_options *options = state->input;

	switch (key) {
	case KEY_VIA:
		return -take_via(value, options);
	case KEY_ACCEL:
		return -take_accelerator(value, options);
	case KEY_ARCH:
		return -take_architecture(value, options);
	case KEY_SAMPLES:
		return -cli_text_of("samples", value, &options->samples, &options->error);
	case KEY_CPUS:
		return -take_cpus(value, options);
	case KEY_DURATION:
		return -cli_number_of(value, "--duration", 1, WS_DURATION_MS_MAX,
				      &options->duration_ms, &options->error);
	case KEY_PATIENCE:
		return -cli_number_of(value, "--patience", 1, WS_PATIENCE_S_MAX, &options->patience,
				      &options->error);
	case KEY_TUNE:
		options->tune = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_servers_argp = {.options = options_table, .parser = parse};

int cli_servers_add(struct cli_run_options *options, const char *word)
{
	for (size_t at = 0; at < options->server_count; at++)
		if (strcmp(options->servers[at], word) == 0)
			return 0;
	if (options->server_count == CLI_SERVERS_MAX)
		return -ws_fail(&options->error, EINVAL, "more than %d machines", CLI_SERVERS_MAX);
	options->servers[options->server_count++] = word;
	return 0;
}

static const char *controller_option(const struct cli_run_options *options)
{
	for (int at = 0; at < LAB_ARCHITECTURE_COUNT; at++)
		if (options->controllers[at].count)
			return lab_controller_of((enum lab_architecture)at)->option;
	return NULL;
}

/* Options of the lab: a real machine is what it is. */
static const char *lab_option(const struct cli_run_options *options)
{
	return options->suites.count    ? "suite"
	       : options->kernels.count ? "kernel"
	       : options->xens.count    ? "xen"
	       : options->models.count  ? "cpu"
	       : options->appends.count ? "append"
	       : options->cpus.count    ? "smp"
	       : options->dom0s.count   ? "dom0"
	       : options->oracle        ? "oracle"
	       : options->no_snapshot   ? "no-snapshot"
	       : options->dry_run       ? "dry-run"
					: controller_option(options);
}

static int check_without(struct cli_run_options *options)
{
	const char *misfit = options->via_said       ? "--via"
			     : options->accelerator  ? "--accel"
			     : options->architecture ? "--arch"
			     : options->samples      ? "--samples"
			     : options->placed       ? "--cpus"
			     : options->duration_ms  ? "--duration"
			     : options->patience     ? "--patience"
			     : options->tune         ? "--tune"
						     : NULL;

	return misfit ? -ws_fail(&options->error, EINVAL,
				 "%s is for real machines: `run host`, not for the lab's targets",
				 misfit)
		      : 0;
}

int cli_servers_check(struct cli_run_options *options)
{
	const char *misfit = lab_option(options);

	if (!options->server_count)
		return check_without(options);
	if (options->target_count)
		return -ws_fail(&options->error, EINVAL,
				"the lab counts and %s is timed: run them apart",
				options->servers[0]);
	if (misfit)
		return -ws_fail(&options->error, EINVAL,
				"--%s is for the lab's targets, not for %s", misfit,
				options->servers[0]);
	if (options->samples && options->server_count > 1)
		return -ws_fail(&options->error, EINVAL, "--samples is for one machine at a time");
	for (size_t at = 0; at < options->server_count; at++) {
		struct server_request request = cli_servers_request(options, at);

		if (server_check(&request, &options->error))
			return EINVAL;
	}
	return 0;
}

unsigned int cli_servers_silence(const struct cli_run_options *options)
{
	if (options->via == SERVER_VIA_VMM)
		return 0;
	return options->patience ? options->patience : WS_SILENCE_S;
}

struct server_request cli_servers_request(const struct cli_run_options *options, size_t at)
{
	return (struct server_request){
		.where = options->servers[at],
		.via = options->via,
		.accelerator = options->accelerator,
		.architecture = options->architecture,
		.benchmarks = options->benchmarks,
		.iterations = options->iterations,
		.timeout = options->timeout,
		.tune = options->tune,
		.placed = options->placed,
		.cpus = options->placement,
		.duration_ms = options->duration_ms,
		.patience = options->patience,
	};
}
