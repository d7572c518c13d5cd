// SPDX-License-Identifier: GPL-2.0-or-later
/* Threads are kept where the measurement wants them (host/cpus.h), and let go again. */
#include "vmm/placement.h"

#include <errno.h>

#include "host/cpus.h"

int vmm_placement_find(struct vmm_placement *placement, const struct vmm_options *options,
		       struct ws_error *error)
{
	const struct host_cpus asked = {.measured = options->measured_cpu,
					.others = options->others_cpu};
	struct host_cpus cpus;
	int result = host_cpus_here(options->placed ? &asked : NULL, &cpus, error);

	if (result)
		return result;
	*placement = (struct vmm_placement){
		.measured = cpus.measured,
		.others = cpus.others,
		.apart = cpus.measured != cpus.others,
	};
	return 0;
}

int vmm_placement_pin(unsigned int cpu, struct ws_error *error)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	if (sched_setaffinity(0, sizeof(one), &one) < 0)
		return ws_fail_errno(error, errno, "cannot run on CPU %u alone", cpu);
	return 0;
}

int vmm_placement_enter(struct vmm_placement *placement, struct ws_error *error)
{
	int result;

	if (sched_getaffinity(0, sizeof(placement->before), &placement->before) < 0)
		return ws_fail_errno(error, errno, "cannot tell which CPUs there are");
	result = vmm_placement_pin(placement->measured, error);
	placement->pinned = result == 0;
	return result;
}

/* It has been allowed all of it, so nothing is left to be refused. */
void vmm_placement_leave(struct vmm_placement *placement)
{
	if (placement->pinned)
		(void)sched_setaffinity(0, sizeof(placement->before), &placement->before);
	placement->pinned = false;
}

void vmm_placement_keep(bool keep)
{
	const struct sched_param lowest = {.sched_priority = sched_get_priority_min(SCHED_FIFO)};
	const struct sched_param none = {.sched_priority = 0};

	(void)sched_setscheduler(0, keep ? SCHED_FIFO : SCHED_OTHER, keep ? &lowest : &none);
}
