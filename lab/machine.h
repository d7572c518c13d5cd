/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The emulated machine: the same one for every target, so that columns of a table differ in the
 * hypervisor alone.
 */
#ifndef WORLDSWITCH_LAB_MACHINE_H
#define WORLDSWITCH_LAB_MACHINE_H

#include <stdbool.h>

#include "lab/arguments.h"
#include "lab/emulator.h"

#define MACHINE_MEMORY_MIB   512
#define MACHINE_CPU_DEFAULT  "neoverse-n1"
#define MACHINE_GIC_DEFAULT  3
#define MACHINE_CPUS_DEFAULT 2 /* one for what is measured, one for all that waits beside it */

struct machine {
	const char *cpu;  /* the emulator's name, perhaps with ,property=value after it */
	unsigned int gic; /* 2 or 3 */
	unsigned int cpus;
};

/* -M and what belongs to it; extra: more machine options, beginning with a comma, or "". */
void machine_arguments(struct arguments *arguments, const struct machine *machine,
		       const char *extra);

/*
 * The registers of a GICv2 by which CPUs interrupt each other, and that tells which interrupt was
 * taken; a GICv3 has neither in memory.
 */
#define MACHINE_GICV2_SGIR 0x08000f00
#define MACHINE_GICV2_IAR  0x0801000c

/*
 * Whether a target of this need can run on the machine at all. -ENOENT: the emulator has no such
 * CPU model, the error names near ones; -EINVAL: it has, and the model cannot do it.
 */
int machine_check(const struct machine *machine, const struct emulator *emulator, bool needs_vhe,
		  struct ws_error *error);

/*
 * The device tree that the emulator makes for the machine, allocated; folder: where the emulator
 * may write it for the moment. -EINVAL: the emulator refuses the machine, and says why.
 */
int machine_tree(const struct machine *machine, const struct emulator *emulator, const char *folder,
		 char **tree, size_t *size, struct ws_error *error);

#endif
