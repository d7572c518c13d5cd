/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the lab must know of an architecture, in one row each. A new one is a folder in lab/arch/
 * that fills a row, and a place in the table of lab/architecture.c: nothing else of the lab asks
 * which architecture it is.
 */
#ifndef WORLDSWITCH_LAB_ARCHITECTURE_H
#define WORLDSWITCH_LAB_ARCHITECTURE_H

#include "lab/image_kind.h"
#include "lab/plan.h"
#include "lab/stop.h"

struct architecture {
	const char *name;             /* arm64: in targets, records and the folders of our parts */
	unsigned int elf_machine;     /* its programs' e_machine (elf.h) */
	const char *emulator;         /* the program */
	const char *emulator_package; /* Debian's */
	const char *cpu;              /* the model that is used where none is named */
	const char *limits;           /* what results show of the emulator and not of hardware */
	struct lab_controller controller;
	const struct image_kind *images[LAB_HYPERVISOR_COUNT]; /* NULL: needs none */
	/* What a Linux needs beside its kernel to run KVM, or to be Xen's Dom0; NULL: nothing, or
	 * it can't be. */
	const struct image_kind *modules[LAB_HYPERVISOR_COUNT];
	const char *lines[LAB_HYPERVISOR_COUNT];   /* what each command line begins with */
	unsigned int icount[LAB_HYPERVISOR_COUNT]; /* an instruction takes 2 to this of ns */
	size_t line_max[LAB_HYPERVISOR_COUNT];     /* characters that it may have */

	/* How machines stop that can be saved and restored; NULL: they do not. */
	const struct lab_stop *stops[LAB_HYPERVISOR_COUNT];

	/* What Xen is told of its Dom0, before the line above; NULL: no more than that. */
	const char *dom0_lines[LAB_DOM0_COUNT];
	/* Linux as Dom0, where `modules` say that it can be: its kernel, and Xen's own tools where
	 * it makes the domains with them. */
	const struct image_kind *dom0_kernel;
	const struct image_kind *tools;
	size_t tool_count;

	/* Addresses of the probe in a domain, which nothing else of a domain's has. */
	uint64_t probe_begin, probe_end;

	/* Whether a CPU model that the emulator has will do; -EINVAL: no, and why. */
	int (*check_cpu)(const struct machine *machine, const char *model, bool needs_vhe,
			 struct ws_error *error);
	/* Whether a CPU model can run an image that was found; NULL: all can. -EINVAL: no, and why.
	 */
	int (*check_image)(const char *cpu, const struct lab_image *image, struct ws_error *error);
	/* -M, -cpu and what differs between architectures; extra: more machine options, or "". */
	void (*add_machine)(struct arguments *arguments, const struct machine *machine,
			    const char *extra);
	/* What must be on disk before a machine can boot, beside the initramfs; NULL: nothing. */
	int (*make_files)(struct lab_plan *plan, const char *folder, struct ws_error *error);
	void (*add_xen)(struct arguments *arguments, const struct lab_plan *plan);
	/* The tracer's arguments that say where the machine's registers are, "" or ",NAME=VALUE".
	 */
	const char *(*tracer_arguments)(const struct machine *machine);
};

extern const struct architecture *const architectures[LAB_ARCHITECTURE_COUNT];

static inline const struct architecture *architecture_of(const struct lab_target *target)
{
	return architectures[target->architecture];
}

#endif
