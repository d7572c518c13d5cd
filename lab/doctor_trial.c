// SPDX-License-Identifier: GPL-2.0-or-later
/* A trial run of the smallest target, whose answer is known. */
#include "lab/doctor_trial.h"

#include <stdio.h>

#define TRIAL_WINDOWS 10
#define TRIAL_SECONDS 20

static void take_cell(void *context, const struct lab_plan *plan, const struct lab_cell *cell)
{
	struct lab_check *check = context;

	(void)plan;
	check->ok = cell->verdict == WS_VERDICT_MEASURED;
	snprintf(check->found, sizeof(check->found), "%.120s",
		 check->ok ? "the probe was measured, and counted right" : cell->reason);
}

/* The one without a hypervisor, which needs no package. */
static const struct lab_target *smallest_target(const struct architecture *architecture)
{
	for (size_t at = 0; at < lab_target_count; at++)
		if (lab_targets[at].hypervisor == LAB_NATIVE &&
		    architecture_of(&lab_targets[at]) == architecture)
			return &lab_targets[at];
	return NULL;
}

void doctor_trial(struct lab_check *check, const struct architecture *architecture)
{
	const volatile int never = 0;
	const struct lab_observer observer = {.cell_ended = take_cell, .context = check};
	const struct lab_request request = {
		.target = smallest_target(architecture),
		.benchmarks = 1U << WS_BENCHMARK_NULL,
		.iterations = TRIAL_WINDOWS,
		.timeout = TRIAL_SECONDS,
	};
	struct lab_plan *plan;
	struct ws_error error;
	int result = lab_prepare(&request, &observer, &plan, &error);

	if (!result) {
		result = lab_run(&plan, 1, 1, &never, &observer, &error);
		lab_plan_free(plan);
	}
	if (result)
		snprintf(check->found, sizeof(check->found), "%.120s", error.text);
	if (!check->ok)
		snprintf(check->advice, sizeof(check->advice),
			 "see to what is wrong above; else run make");
}
