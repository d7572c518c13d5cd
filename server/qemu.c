// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The probe under QEMU, with KVM or with TCG, as QEMU's users have it: no device of ours is there,
 * so that what needs a backend is absent. With TCG the numbers are those of an emulator's, and say
 * nothing about hardware; the result says which it was.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/architecture.h"
#include "lab/emulator.h"
#include "lab/paths.h"
#include "server/ways.h"

#define KVM "/dev/kvm"

/* The machine and its CPU, by accelerator. Where a guest has EL2, it knows that nobody is there. */
static const struct {
	const char *machine[SERVER_ACCEL_TCG + 1];
	const char *cpu[SERVER_ACCEL_TCG + 1];
} guests[LAB_ARCHITECTURE_COUNT] = {
	[LAB_ARM64] = {.machine = {[SERVER_ACCEL_KVM] = "virt,gic-version=host",
				   [SERVER_ACCEL_TCG] = "virt,virtualization=on,gic-version=3"},
		       .cpu = {[SERVER_ACCEL_KVM] = "host", [SERVER_ACCEL_TCG] = "neoverse-n1"}},
	[LAB_X86_64] = {.machine = {[SERVER_ACCEL_KVM] = "q35", [SERVER_ACCEL_TCG] = "q35"},
			.cpu = {[SERVER_ACCEL_KVM] = "host", [SERVER_ACCEL_TCG] = "max"}},
};

static const char *const accelerators[] = {
	[SERVER_ACCEL_KVM] = "kvm",
	[SERVER_ACCEL_TCG] = "tcg",
};

static enum server_accelerator best_for(const char *architecture)
{
	const char *here = server_architecture_here();
	bool same = here && strcmp(here, architecture) == 0;

	return same && access(KVM, R_OK | W_OK) == 0 ? SERVER_ACCEL_KVM : SERVER_ACCEL_TCG;
}

/* Nobody asked for an emulator: that there is one is said before its numbers are seen. */
static void warn_of_emulation(const struct server_watch *watch, const char *architecture)
{
	char text[256];

	snprintf(
		text, sizeof(text),
		"QEMU emulates the machine, for KVM cannot be used for %s here (%s): an emulator's "
		"clock measures no hardware; --accel tcg asks for it",
		architecture,
		access(KVM, R_OK | W_OK) == 0 ? "another architecture" : strerror(errno));
	watch->warn(watch->context, text);
}

static enum lab_architecture number_of(const char *architecture)
{
	int number = 0;

	while (number + 1 < LAB_ARCHITECTURE_COUNT &&
	       strcmp(architectures[number]->name, architecture) != 0)
		number++;
	return (enum lab_architecture)number;
}

static void add_parameters(struct arguments *command, const struct server_request *request)
{
	char *parameters = server_parameters(request);

	arguments_add(command, "-append");
	arguments_add(command, "%s", parameters ? parameters : "");
	command->failed |= !parameters;
	free(parameters);
}

static void add_command(struct arguments *command, const struct emulator *emulator,
			const char *probe, enum server_accelerator accelerator,
			const struct server_request *request)
{
	enum lab_architecture number = number_of(emulator->architecture->name);

	arguments_add(command, "%s", emulator->path);
	arguments_add(command, "-M");
	arguments_add(command, "%s,accel=%s", guests[number].machine[accelerator],
		      accelerators[accelerator]);
	arguments_add(command, "-cpu");
	arguments_add(command, "%s", guests[number].cpu[accelerator]);
	arguments_add(command, "-smp");
	arguments_add(command, "2");
	arguments_add(command, "-m");
	arguments_add(command, "64");
	arguments_add(command, "-nodefaults");
	arguments_add(command, "-display");
	arguments_add(command, "none");
	arguments_add(command, "-monitor");
	arguments_add(command, "none");
	arguments_add(command, "-serial");
	arguments_add(command, "file:/dev/stdout");
	arguments_add(command, "-no-reboot");
	arguments_add(command, "-kernel");
	arguments_add(command, "%s", probe);
	add_parameters(command, request);
}

static int run(const struct emulator *emulator, const struct server_request *request,
	       const struct server_watch *watch, struct ws_error *error)
{
	const char *architecture = emulator->architecture->name;
	enum server_accelerator accelerator =
		request->accelerator ? request->accelerator : best_for(architecture);
	struct arguments command = {0};
	char *probe = NULL;
	int result = paths_part(PATHS_PROBE, architecture, &probe, error);

	if (!result) {
		watch->ran(watch->context, "emulator", emulator->architecture->emulator,
			   emulator->version, emulator->sha256);
		watch->property(watch->context, "via", "qemu");
		watch->property(watch->context, "accelerator", accelerators[accelerator]);
		if (!request->accelerator && accelerator == SERVER_ACCEL_TCG)
			warn_of_emulation(watch, architecture);
		watch->step(watch->context, "starting QEMU");
		add_command(&command, emulator, probe, accelerator, request);
		result = server_follow(&command, -1, request->timeout, watch, error);
	}
	arguments_free(&command);
	free(probe);
	return result;
}

int server_run_qemu(const struct server_request *request, const struct server_watch *watch,
		    struct ws_error *error)
{
	const char *name =
		request->architecture ? request->architecture : server_architecture_here();
	struct emulator emulator = {0};
	int result;

	if (!name)
		return ws_fail(error, ENOTSUP,
			       "this machine's architecture has no probe: see --arch");
	result = emulator_find(&emulator, architectures[number_of(name)], error);
	if (!result)
		result = run(&emulator, request, watch, error);
	emulator_free(&emulator);
	return result;
}
