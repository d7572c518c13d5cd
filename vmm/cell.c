// SPDX-License-Identifier: GPL-2.0-or-later
/* Cells by the clock on the wall: when each ends at the latest, and when it has enough. */
#include "vmm/cell.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

#include <worldswitch/backend.h>
#include <worldswitch/verdicts.h>

#include "vmm/deadline.h"
#include "vmm/records.h"
#include "vmm/rounds.h"
#include "vmm/vm.h"

static const char *const steps[] = {
	[WS_STEP_SETUP] = "setup",
	[WS_STEP_WARM_UP] = "warm-up",
	[WS_STEP_WINDOWS] = "windows",
	[WS_STEP_TEARDOWN] = "teardown",
};

#define STEPS (sizeof(steps) / sizeof(steps[0]))

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

void vmm_cell_wait(struct vmm_vm *vm)
{
	vm->cell.begun = false;
	vmm_deadline_part(VMM_BOOT_LIMIT_S);
}

bool vmm_cell_step(struct vmm_vm *vm, uint64_t value)
{
	uint64_t benchmark = WS_BACKEND_BENCHMARK_OF(value);
	uint64_t step = WS_BACKEND_STEP_OF(value);

	if (benchmark >= WS_BENCHMARK_COUNT || step >= STEPS)
		return false;
	if (step == WS_STEP_SETUP)
		vm->cell = (struct vmm_cell){.begun = true, .began_ns = now()};
	vmm_deadline_part(VMM_STEP_LIMIT_S);
	vm->cell.benchmark = (enum ws_benchmark)benchmark;
	vm->cell.step = (unsigned int)step;
	return true;
}

/* The benchmark `null` is in every VM: without it there is no going on. */
bool vmm_cell_ended(const struct vmm_vm *vm, struct vmm_options *options, int result)
{
	enum ws_benchmark benchmark = vm->cell.benchmark;
	bool timed_out = result == -ETIMEDOUT;
	char reason[WS_REASON_MAX];
	uint32_t all = (uint32_t)((UINT64_C(1) << WS_BENCHMARK_COUNT) - 1);

	if (!vm->cell.begun || benchmark == WS_BENCHMARK_NULL || vmm_deadline_is_final())
		return false;
	vmm_deadline_part(0);
	if (timed_out)
		snprintf(reason, sizeof(reason), "no end of its %s in %d s", steps[vm->cell.step],
			 VMM_STEP_LIMIT_S);
	else
		snprintf(reason, sizeof(reason), "its %s ended the VM", steps[vm->cell.step]);
	vmm_record_cell(vm->console.fd, benchmark,
			timed_out ? WS_VERDICT_TIMED_OUT : WS_VERDICT_CRASHED, reason);
	options->benchmarks = options->benchmarks ? options->benchmarks : all;
	options->benchmarks &= ~((UINT32_C(2) << benchmark) - 1);
	options->benchmarks |= 1U << WS_BENCHMARK_NULL;
	return true;
}

bool vmm_more(struct vmm_vm *vm, enum ws_benchmark benchmark)
{
	return vm->cell.begun && vm->cell.benchmark == benchmark &&
	       now() - vm->cell.began_ns < UINT64_C(1000000) * vm->options->cell_ms &&
	       !vmm_rounds_settled(vm->console.rounds);
}
