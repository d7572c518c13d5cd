// SPDX-License-Identifier: GPL-2.0-or-later
/* The emulated machine: what is the same on every architecture. */
#include "lab/machine.h"

#include <errno.h>
#include <string.h>

#include "lab/architecture.h"

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

int machine_check(const struct machine *machine, const struct emulator *emulator, bool needs_vhe,
		  struct ws_error *error)
{
	char model[64];
	size_t length = strcspn(machine->cpu, ",");
	int result;

	if (!length || length >= sizeof(model))
		return ws_fail(error, ENOENT, "'%.64s' is not the name of a CPU model",
			       machine->cpu);
	memcpy(model, machine->cpu, length);
	model[length] = '\0';
	result = emulator_has_cpu(emulator, model, error);
	return result ? result : machine->architecture->check_cpu(machine, model, needs_vhe, error);
}
