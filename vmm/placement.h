/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of the host's CPUs runs what. */
#ifndef WORLDSWITCH_VMM_PLACEMENT_H
#define WORLDSWITCH_VMM_PLACEMENT_H

#include <sched.h>
#include <stdbool.h>

#include "support/error.h"

struct vmm_placement {
	unsigned int measured; /* the first VCPU, and whoever shares its CPU with it on purpose */
	unsigned int others;   /* the second VCPU and the backend */
	bool apart;            /* those two are not the same */
};

/* -ENODEV where not one CPU is allowed. */
int vmm_placement_choose(const cpu_set_t *allowed, struct vmm_placement *placement,
			 struct ws_error *error);

/* As vmm_placement_choose, among the CPUs that this process may use. */
int vmm_placement_find(struct vmm_placement *placement, struct ws_error *error);

/* Keeps the calling thread on that CPU. */
int vmm_placement_pin(unsigned int cpu, struct ws_error *error);

/*
 * Whether the calling thread, once it runs, keeps its CPU until it blocks: real-time priority. A
 * host that forbids it is left at that, and its scheduler decides.
 */
void vmm_placement_keep(bool keep);

#endif
