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

static unsigned int patience_ms(const struct vmm_options *options)
{
	return options->patience * 1000;
}

static unsigned int busy_ms(const struct vmm_options *options)
{
	return patience_ms(options) / VMM_BUSY_PART;
}

void vmm_cell_wait(struct vmm_vm *vm)
{
	vm->cell.begun = false;
	vmm_deadline_part(vmm_cell_boot_ms(vm->options), 0);
}

/*
 * It is sampled for its share of the time. Who takes longer, since a round is never cut, takes it
 * from those behind: all of them together end when they should.
 */
static void begin(struct vmm_cell *cell, const struct vmm_options *options)
{
	const uint64_t share = UINT64_C(1000000) * options->cell_ms;
	const uint64_t began = now();
	uint64_t all;

	if (!cell->begun)
		*cell = (struct vmm_cell){.begun = true, .first_ns = began};
	cell->number++;
	all = cell->first_ns + share * cell->number;
	cell->until_ns = all < began + share ? all : began + share;
}

bool vmm_cell_step(struct vmm_vm *vm, uint64_t value)
{
	uint64_t benchmark = WS_BACKEND_BENCHMARK_OF(value);
	uint64_t step = WS_BACKEND_STEP_OF(value);

	if (benchmark >= WS_BENCHMARK_COUNT || step >= STEPS)
		return false;
	if (step == WS_STEP_SETUP)
		begin(&vm->cell, vm->options);
	vmm_deadline_part(patience_ms(vm->options),
			  step == WS_STEP_WARM_UP ? busy_ms(vm->options) : 0);
	vm->cell.benchmark = (enum ws_benchmark)benchmark;
	vm->cell.step = (unsigned int)step;
	return true;
}

/* "no end of its warm-up in 2 s" */
static void say_step(const struct vmm_vm *vm, const char *whose, bool timed_out,
		     char reason[WS_REASON_MAX])
{
	const char *step = steps[vm->cell.step];

	if (!timed_out)
		snprintf(reason, WS_REASON_MAX, "%s %s ended the VM", whose, step);
	else if (vmm_deadline_is_busy())
		snprintf(reason, WS_REASON_MAX, "no end of %s %s in %u ms CPU", whose, step,
			 busy_ms(vm->options));
	else
		snprintf(reason, WS_REASON_MAX, "no end of %s %s in %u s", whose, step,
			 vm->options->patience);
}

void vmm_cell_explain(const struct vmm_vm *vm, int result, struct ws_error *error)
{
	char reason[WS_REASON_MAX];

	if (!vm->cell.begun || result != -ETIMEDOUT || vmm_deadline_is_final())
		return;
	say_step(vm, "null's", true, reason);
	ws_fail(error, ETIMEDOUT, "%s", reason);
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
	say_step(vm, "its", timed_out, reason);
	vmm_deadline_part(0, 0);
	vmm_record_cell(vm->console.fd, benchmark,
			timed_out ? WS_VERDICT_TIMED_OUT : WS_VERDICT_CRASHED, reason);
	options->benchmarks = options->benchmarks ? options->benchmarks : all;
	options->benchmarks &= ~((UINT32_C(2) << benchmark) - 1);
	options->benchmarks |= 1U << WS_BENCHMARK_NULL;
	return true;
}

bool vmm_more(struct vmm_vm *vm, enum ws_benchmark benchmark)
{
	return vm->cell.begun && vm->cell.benchmark == benchmark && now() < vm->cell.until_ns &&
	       !vmm_rounds_settled(vm->console.rounds);
}
