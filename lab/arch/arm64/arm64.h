/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lab's row of arm64 and what its files share. */
#ifndef WORLDSWITCH_LAB_ARCH_ARM64_H
#define WORLDSWITCH_LAB_ARCH_ARM64_H

#include "lab/architecture.h"

extern const struct architecture arm64_architecture;
extern const struct image_kind arm64_kernel, arm64_modules, arm64_xen;

/* Where the probe's image is in the machine's memory before Xen has made a domain of it. Xen, its
 * device tree and its heap stay clear of it. */
#define ARM64_XEN_PROBE_ADDRESS 0x50000000ULL

#define ARM64_CPU_DEFAULT "neoverse-n1"

/*
 * The registers of a GICv2 by which CPUs interrupt each other, and that tells which interrupt was
 * taken; a GICv3 has neither in memory.
 */
#define ARM64_GICV2_SGIR 0x08000f00
#define ARM64_GICV2_IAR  0x0801000c

/* See struct architecture; name: the model, without what machine->cpu adds to it. */
int arm64_check_cpu(const struct machine *machine, const char *name, bool needs_vhe,
		    struct ws_error *error);
void arm64_add_machine(struct arguments *arguments, const struct machine *machine,
		       const char *extra);

/*
 * The device tree that the emulator makes for the machine, allocated; folder: where the emulator
 * may write it for the moment. -EINVAL: the emulator refuses the machine, and says why.
 */
int arm64_machine_tree(const struct machine *machine, const struct emulator *emulator,
		       const char *folder, char **tree, size_t *size, struct ws_error *error);

/* See struct architecture: whether the CPU has the kernel's pages. */
int arm64_check_image(const char *cpu, const struct lab_image *image, struct ws_error *error);

#endif
