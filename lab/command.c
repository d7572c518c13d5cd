// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Command lines. With instructions as its clock (-icount), a clock that starts at a fixed date, a
 * fixed seed and no input, the emulator does the same to the last instruction in every run; an
 * input at host time, such as a key pressed on its console, would end that. What the emulator makes
 * up (the device tree's seed for the kernel's random numbers) comes from -seed, too; a kernel
 * without that seed never gets its random numbers ready and works on them in every interrupt, as no
 * server does: 9,476 instructions of I/O Latency Out.
 */
#include "lab/command.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/architecture.h"
#include "lab/paths.h"
#include "lab/stop.h"
#include "records/record.h"

#define TEXT(value)   #value
#define NUMBER(macro) TEXT(macro)

#define FILE_NAME_MAX 200

/*
 * nokaslr: the same addresses in every run. cryptomgr.notests, initcall_blacklist: no self-tests of
 * cryptography and no gathering of entropy from a clock that has none, more than half of a boot.
 * panic=-1: restart at once, which ends the emulator.
 */
#define KERNEL_LINE "nokaslr cryptomgr.notests=1 initcall_blacklist=jent_mod_init panic=-1"

/*
 * The VMM's own limit counts emulated seconds, which pass in no time where nothing is to be done:
 * the longest that it takes, so that --timeout is the one that ends a run.
 */
#define VMM_TIMEOUT 86400

char *command_probe_parameters(const struct lab_request *request)
{
	char list[RECORD_LIST_MAX];
	char *parameters;

	record_list(request->benchmarks, list);
	parameters = paths_format(WS_PARAMETER_BENCHMARKS "%s " WS_PARAMETER_ITERATIONS "%u", list,
				  request->iterations);
	return parameters;
}

static int check_line(const char *line, size_t limit, const char *whose, struct ws_error *error)
{
	size_t length = strlen(line);

	if (length > limit)
		return ws_fail(error, EINVAL,
			       "the command line of %s would have %zu characters, of which it "
			       "takes %zu",
			       whose, length, limit);
	for (; *line; line++)
		if (*line < 0x20 || *line > 0x7e)
			return ws_fail(error, EINVAL,
				       "the command line of %s may hold printable ASCII alone",
				       whose);
	return 0;
}

/* A word of two hyphens ends the kernel's own part of its command line. */
static bool has_separator(const char *text)
{
	for (const char *at = text; (at = strstr(at, "--")); at += 2)
		if ((at == text || at[-1] == ' ') && (at[2] == ' ' || at[2] == '\0'))
			return true;
	return false;
}

static int kernel_line(const struct lab_request *request, char **line, struct ws_error *error)
{
	const struct architecture *architecture = architecture_of(request->target);
	const char *mode = request->target->kernel_append;
	const char *append = request->append;

	if (append && has_separator(append))
		return ws_fail(error, EINVAL,
			       "'--' in '%.100s' would hide what follows it from the kernel",
			       append);
	*line = paths_format("%s " KERNEL_LINE "%s%s%s%s -- --lab", architecture->lines[LAB_KVM],
			     mode ? " " : "", mode ? mode : "", append ? " " : "",
			     append ? append : "");
	return *line ? check_line(*line, architecture->line_max[LAB_KVM], "the kernel", error)
		     : ws_fail_errno(error, ENOMEM, "cannot make a command line");
}

char *command_vmm_options(const struct lab_request *request)
{
	char list[RECORD_LIST_MAX];

	record_list(request->benchmarks, list);
	return paths_format("-b %s -n %u --%s %u --timeout %d", list, request->iterations,
			    architecture_of(request->target)->controller.option,
			    request->controller, VMM_TIMEOUT);
}

static int xen_line(const struct lab_request *request, char **line, struct ws_error *error)
{
	const struct architecture *architecture = architecture_of(request->target);
	const char *append = request->append;

	*line = paths_format("%s%s%s", architecture->lines[LAB_XEN], append ? " " : "",
			     append ? append : "");
	return *line ? check_line(*line, architecture->line_max[LAB_XEN], "Xen", error)
		     : ws_fail_errno(error, ENOMEM, "cannot make a command line");
}

int command_boot_line(const struct lab_request *request, char **line, struct ws_error *error)
{
	int result;

	*line = NULL;
	switch (request->target->hypervisor) {
	case LAB_KVM:
		result = kernel_line(request, line, error);
		break;
	case LAB_XEN:
		result = xen_line(request, line, error);
		break;
	default:
		*line = command_probe_parameters(request);
		result = *line ? 0 : ws_fail_errno(error, ENOMEM, "cannot make a command line");
		break;
	}
	if (result) {
		free(*line);
		*line = NULL;
	}
	return result;
}

int command_lines(struct lab_plan *plan, struct ws_error *error)
{
	const struct lab_stop *stop = lab_stop_of(&plan->request);

	plan->parameters = command_probe_parameters(&plan->request);
	if (!plan->parameters)
		return ws_fail_errno(error, ENOMEM, "cannot make a command line");
	if (stop) {
		plan->options = stop->words(&plan->request);
		if (!plan->options)
			return ws_fail_errno(error, ENOMEM, "cannot make a command line");
	}
	return command_boot_line(&plan->request, &plan->boot_line, error);
}

static void add_option(struct arguments *arguments, const char *option, const char *value)
{
	arguments_add(arguments, "%s", option);
	arguments_add(arguments, "%s", value);
}

static void add_software(struct arguments *arguments, const struct lab_plan *plan)
{
	switch (plan->request.target->hypervisor) {
	case LAB_KVM:
		add_option(arguments, "-kernel", plan->image.path);
		add_option(arguments, "-initrd", plan->initramfs);
		add_option(arguments, "-append", plan->boot_line);
		break;
	case LAB_XEN:
		add_option(arguments, "-kernel", plan->image.path);
		plan->machine.architecture->add_xen(arguments, plan);
		break;
	case LAB_NATIVE:
		add_option(arguments, "-kernel", plan->probe);
		add_option(arguments, "-append", plan->boot_line);
		break;
	}
}

static void add_tracer(struct arguments *arguments, const struct lab_plan *plan)
{
	char tracer[2 * PATH_MAX];
	char trace[32] = "", total[32] = "";

	emulator_escape(plan->tracer, tracer, sizeof(tracer));
	arguments_add(arguments, "-plugin");
	if (plan->request.trace)
		snprintf(trace, sizeof(trace), ",trace=%d", (int)plan->request.traced);
	if (plan->request.trace && plan->request.traced_total)
		snprintf(total, sizeof(total), ":%" PRIu64, plan->request.traced_total);
	arguments_add(arguments, "%s,fd=%d%s%s%s%s", tracer, PLAN_STREAM_DESCRIPTOR,
		      plan->machine.architecture->tracer_arguments(&plan->machine),
		      plan->request.oracle ? ",mode=oracle" : "", trace, total);
}

/*
 * A device stops the machine where who runs in it says so (worldswitch/snapshots.h): what is saved
 * there begins the same run as a boot that went on. A machine that is restored starts by itself if
 * it was not saved as a stopped one, and must not announce itself to a network: the emulator's own
 * timer for that goes by the host's time and may come between two CPUs' turns.
 */
static void add_snapshot(struct arguments *arguments, const struct lab_plan *plan,
			 enum command_kind kind, const char *snapshot)
{
	const struct lab_stop *stop = lab_stop_of(&plan->request);
	const char *given = kind == COMMAND_SAVE ? WS_LAB_NOTHING : plan->options;
	char options[2 * WS_LAB_TEXT_MAX];

	emulator_escape(given, options, sizeof(options));
	if (kind != COMMAND_BOOT || !stop->starts_timer) {
		add_option(arguments, "-device", stop->device);
		arguments_add(arguments, "-action");
		arguments_add(arguments, "%s=%s", stop->event,
			      kind == COMMAND_SAVE ? "pause" : "none");
	}
	arguments_add(arguments, "-fw_cfg");
	arguments_add(arguments, COMMAND_OPTIONS_WORD "%s", options);
	if (kind == COMMAND_SAVE) {
		arguments_add(arguments, "-S");
		add_option(arguments, "-global", "migration.store-global-state=off");
		arguments_add(arguments, "-chardev");
		arguments_add(arguments, "socket,id=control,fd=%d", PLAN_STREAM_DESCRIPTOR);
		add_option(arguments, "-mon", "chardev=control,mode=control");
	} else if (kind == COMMAND_RESTORE) {
		add_option(arguments, "-global", "migration.announce-rounds=0");
		arguments_add(arguments, "-incoming");
		arguments_add(arguments, "file:%s", snapshot);
	}
}

int command_build(const struct lab_plan *plan, enum command_kind kind, const char *snapshot,
		  struct arguments *arguments, struct ws_error *error)
{
	arguments_add(arguments, "%s", plan->emulator.path);
	machine_arguments(arguments, &plan->machine, "");
	arguments_add(arguments, "-icount");
	arguments_add(arguments, "shift=%u,sleep=off",
		      plan->machine.architecture->icount[plan->machine.hypervisor]);
	add_option(arguments, "-rtc", "base=2024-01-01,clock=vm");
	add_option(arguments, "-seed", "1");
	add_option(arguments, "-monitor", "none");
	add_option(arguments, "-serial", "file:/dev/stdout");
	arguments_add(arguments, "-no-reboot");
	add_software(arguments, plan);
	if (lab_stop_of(&plan->request))
		add_snapshot(arguments, plan, kind, snapshot);
	if (kind != COMMAND_SAVE)
		add_tracer(arguments, plan);
	return arguments->failed ? ws_fail_errno(error, ENOMEM, "cannot make a command line") : 0;
}

int command_make(struct lab_plan *plan, struct ws_error *error)
{
	return command_build(plan, COMMAND_BOOT, NULL, &plan->command, error);
}

/* What the plan is called, as one word that needs no quoting. */
static void file_name(const char *label, char name[FILE_NAME_MAX])
{
	size_t used = 0;

	for (; *label && used + 1 < FILE_NAME_MAX; label++) {
		if (isalnum((unsigned char)*label) || strchr("._=+", *label))
			name[used++] = *label;
		else if (used && name[used - 1] != '-')
			name[used++] = '-';
	}
	name[used] = '\0';
}

char *lab_plan_command(const struct lab_plan *plan)
{
	char *words = arguments_quote(&plan->command);
	char name[FILE_NAME_MAX];
	char *line = NULL;

	file_name(plan->request.label, name);
	if (words)
		line = paths_format("%s %d>%s.windows </dev/null", words, PLAN_STREAM_DESCRIPTOR,
				    name);
	free(words);
	return line;
}
