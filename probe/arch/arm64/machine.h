/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the device tree says about the machine. */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_MACHINE_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include "probe/arch/arm64/uart.h"
#include "probe/core/devicetree.h"

/* The fields of MPIDR_EL1 that say which CPU it is, as the device tree has them. */
#define ARM64_AFFINITY UINT64_C(0xff00ffffff)

enum arm64_conduit { ARM64_CONDUIT_NONE, ARM64_CONDUIT_HVC, ARM64_CONDUIT_SMC };

struct arm64_gic {
	unsigned int version; /* 2, 3, or 0 for none that is known */
	uint64_t distributor;
	uint64_t cpu_interface;  /* version 2 */
	uint64_t redistributors; /* version 3 */
	uint64_t redistributors_size;
};

struct arm64_machine {
	struct arm64_uart console;
	struct arm64_gic gic;
	struct {
		uint64_t registers; /* 0: there is none */
		uint32_t interrupt; /* as the GIC numbers it */
	} backend;
	enum arm64_conduit conduit; /* of PSCI */
	bool xen;
	uint32_t event_interrupt; /* Xen's, as the GIC numbers it */
	unsigned int cpus;
	uint64_t cpu_ids[2];   /* the affinities of the first two */
	const char *arguments; /* points into the tree; "" where there are none */
};

/* The machine that the start-up code found; written once. */
extern struct arm64_machine arm64_machine;

void arm64_machine_discover(struct arm64_machine *machine, const struct devicetree *tree);

#endif
