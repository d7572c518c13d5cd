// SPDX-License-Identifier: GPL-2.0-or-later
/* The emulated machine: what is the same on every architecture. */
#include "lab/machine.h"

#include <errno.h>
#include <string.h>

#include "lab/architecture.h"
#include "lab/controller.h"
#include "lab/process.h"

#define TRIAL_SECONDS 20

void machine_arguments(struct arguments *arguments, const struct machine *machine,
		       const char *extra)
{
	machine->architecture->add_machine(arguments, machine, extra);
	arguments_add(arguments, "-smp");
	arguments_add(arguments, "%u", machine->cpus);
	arguments_add(arguments, "-m");
	arguments_add(arguments, "%d", MACHINE_MEMORY_MIB);
	arguments_add(arguments, "-nodefaults");
	arguments_add(arguments, "-display");
	arguments_add(arguments, "none");
}

/* What it printed, without its own name. */
static int machine_refused(const struct machine *machine, const struct process_output *output,
			   struct ws_error *error)
{
	const struct lab_controller *controller = &machine->architecture->controller;
	const char *said = output->err ? output->err : "";
	const char *colon = strstr(said, ": ");
	const char *text = colon ? colon + 2 : said;
	size_t length = strlen(text);
	char name[CONTROLLER_NAME_MAX];

	while (length && text[length - 1] == '\n')
		length--;
	controller_name(controller, machine->controller, name);
	return ws_fail(error, EINVAL, "the emulator refuses a machine with CPU %s and %s %s: %.*s",
		       machine->cpu, controller->option, name, length < 400 ? (int)length : 400,
		       text);
}

int machine_run(const struct machine *machine, const struct emulator *emulator,
		const struct machine_use *use, struct ws_error *error)
{
	struct arguments command = {.words = NULL};
	struct process_output output = {.out = NULL};
	int result;

	arguments_add(&command, "%s", emulator->path);
	machine_arguments(&command, machine, use->extra);
	if (use->monitor) {
		arguments_add(&command, "-S");
		arguments_add(&command, "-monitor");
		arguments_add(&command, "stdio");
	}
	if (command.failed) {
		result = ws_fail_errno(error, ENOMEM, "cannot run %s", emulator->path);
	} else {
		result = process_run(
			&(struct process_command){
				.argv = (const char *const *)command.words,
				.input = use->monitor,
				.output_limit = 65536,
				.timeout = use->timeout,
			},
			&output, error);
		if (result == -EIO)
			result = machine_refused(machine, &output, error);
	}
	process_output_free(&output);
	arguments_free(&command);
	return result;
}

/*
 * Whether the emulator makes the machine, which it is told to do and to end before anything runs.
 * Nobody else knows all models and properties; the list of models has words that are none.
 */
static int try_machine(const struct machine *machine, const struct emulator *emulator,
		       struct ws_error *error)
{
	const struct machine_use use = {.extra = "", .monitor = "quit\n", .timeout = TRIAL_SECONDS};

	return machine_run(machine, emulator, &use, error);
}

int machine_check(const struct machine *machine, const struct emulator *emulator, bool needs_vhe,
		  struct ws_error *error)
{
	char model[64];
	size_t length = strcspn(machine->cpu, ",");
	/* Of the model that there is without asking for one nobody need ask. */
	bool asked = strcmp(machine->cpu, machine->architecture->cpu) != 0;
	int result = 0;

	if (!length || length >= sizeof(model))
		return ws_fail(error, ENOENT, "'%.64s' is not the name of a CPU model",
			       machine->cpu);
	memcpy(model, machine->cpu, length);
	model[length] = '\0';
	if (asked)
		result = emulator_has_cpu(emulator, model, error);
	if (!result)
		result = machine->architecture->check_cpu(machine, model, needs_vhe, error);
	if (!result && asked)
		result = try_machine(machine, emulator, error);
	return result;
}
