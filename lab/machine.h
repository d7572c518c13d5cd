/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The emulated machine: the same one for every target of an architecture, so that columns of a
 * table differ in the hypervisor alone.
 */
#ifndef WORLDSWITCH_LAB_MACHINE_H
#define WORLDSWITCH_LAB_MACHINE_H

#include <stdbool.h>

#include "lab/arguments.h"
#include "lab/emulator.h"
#include "lab/lab.h"

#define MACHINE_MEMORY_MIB   512
#define MACHINE_CPUS_DEFAULT 2 /* one for what is measured, one for all that waits beside it */

struct architecture;

struct machine {
	const struct architecture *architecture;
	enum lab_hypervisor hypervisor; /* that will run on it */
	const char *cpu; /* the emulator's name, perhaps with ,property=value after it */
	unsigned int controller;
	unsigned int cpus;
};

/* All that makes the machine; extra: more machine options, beginning with a comma, or "". */
void machine_arguments(struct arguments *arguments, const struct machine *machine,
		       const char *extra);

/* What the emulator is started for, to end by itself. */
struct machine_use {
	const char *extra;    /* as of machine_arguments */
	const char *monitor;  /* commands for the emulator, whose CPUs then stand still; or NULL */
	unsigned int timeout; /* seconds */
};

/* -EINVAL: the emulator will not make the machine, the error says why by what it printed. */
int machine_run(const struct machine *machine, const struct emulator *emulator,
		const struct machine_use *use, struct ws_error *error);

/*
 * Whether a target of this need can run on the machine at all. -ENOENT: the emulator has no such
 * CPU model, the error names near ones; -EINVAL: it has, and the model cannot do it, or one of its
 * properties is not known.
 */
int machine_check(const struct machine *machine, const struct emulator *emulator, bool needs_vhe,
		  struct ws_error *error);

#endif
