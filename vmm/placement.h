/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of the host's CPUs runs what. */
#ifndef WORLDSWITCH_VMM_PLACEMENT_H
#define WORLDSWITCH_VMM_PLACEMENT_H

#include <sched.h>
#include <stdbool.h>

#include "support/error.h"
#include "vmm/options.h"

struct vmm_placement {
	unsigned int measured; /* the first VCPU, and whoever shares its CPU with it on purpose */
	unsigned int others;   /* the second VCPU and the backend */
	bool apart;            /* those two are not the same */
	cpu_set_t before;      /* what the first thread was allowed before it was pinned */
	bool pinned;
};

/* Those that the user has chosen, or else the usual ones; as host_cpus_here says. */
int vmm_placement_find(struct vmm_placement *placement, const struct vmm_options *options,
		       struct ws_error *error);

/* Keeps the first thread on the measured one; and it may go where it might before. */
int vmm_placement_enter(struct vmm_placement *placement, struct ws_error *error);
void vmm_placement_leave(struct vmm_placement *placement);

/* Keeps the calling thread on that CPU. */
int vmm_placement_pin(unsigned int cpu, struct ws_error *error);

/*
 * Whether the calling thread, once it runs, keeps its CPU until it blocks: real-time priority. A
 * host that forbids it is left at that, and its scheduler decides.
 */
void vmm_placement_keep(bool keep);

#endif
