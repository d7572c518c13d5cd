// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A store to a register of pvpanic stops the machine, where the emulator was told to, at the very
 * instruction: the store is done and the next one is not. A machine saved there and restored does
 * the same as one that just went on, if nothing is due meanwhile and all that may have come
 * differently is over when the CPUs have slept to a fixed time.
 */
#include "vmm/stop.h"

#include <errno.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <time.h>

#include "vmm/arch.h"
#include "vmm/placement.h"
#include "vmm/pvpanic.h"

/*
 * Far from any tick, at 100, 250, 300 or 1000 of them in a second: one that is lost must not be due
 * before its timer is set again.
 */
#define STEP_NS        10000000
#define STEP_OFFSET_NS 500000

/*
 * QEMU saves the timers of EL1 and not those of EL2, which are a kernel's own with VHE: a restored
 * one is as the kernel set it and never fires, until the kernel sets it again. It does where an
 * event comes up that is earlier than the one it waits for (Linux, hrtimer_reprogram), or where
 * that one is called off. So each CPU sleeps the shortest of sleeps.
 */
static int wake_timers(const cpu_set_t *allowed, struct ws_error *error)
{
	const struct timespec moment = {.tv_nsec = 1};
	int result = 0;

	if (prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0) < 0)
		return ws_fail_errno(error, errno, "cannot set the CPUs' timers");
	for (unsigned int cpu = 0; cpu < CPU_SETSIZE && !result; cpu++) {
		if (!CPU_ISSET(cpu, allowed))
			continue;
		result = vmm_placement_pin(cpu, error);
		nanosleep(&moment, NULL);
	}
	prctl(PR_SET_TIMERSLACK, 0, 0, 0, 0);
	return result;
}

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/*
 * Sleeps until so many steps have begun. All CPUs are idle meanwhile: what was a few instructions
 * early or late before it is not after it.
 */
static void meet(uint64_t start, unsigned int steps)
{
	uint64_t at = (start / STEP_NS + steps) * STEP_NS + STEP_OFFSET_NS;
	struct timespec until = {.tv_sec = (time_t)(at / 1000000000),
				 .tv_nsec = (long)(at % 1000000000)};

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
		continue;
}

/*
 * From the store to the moment when it stands still the emulator may find all CPUs idle, and move
 * its clock to the next event; whether it does is chance. So there is an event at once (arch_stop),
 * and both ways of going on have the same time when it has passed.
 */
static int store(volatile uint8_t *registers, struct ws_error *error)
{
	uint64_t until = now() + 2UL * VMM_STOP_SOON_US * 1000;
	int result = arch_stop(registers, VMM_PVPANIC_PANICKED, error);

	while (now() < until)
		continue;
	return result;
}

int vmm_stop(struct ws_error *error)
{
	volatile uint8_t *registers;
	struct ws_error ignored;
	cpu_set_t allowed;
	uint64_t start;
	bool stops = vmm_pvpanic_map(&registers, &ignored) == 0;
	int result = 0;

	if (sched_getaffinity(0, sizeof(allowed), &allowed) < 0)
		return ws_fail_errno(error, errno, "cannot tell which CPUs there are");
	start = now();
	meet(start, 2);
	if (stops) {
		result = store(registers, error);
		vmm_pvpanic_unmap(registers);
	}
	if (!result)
		result = wake_timers(&allowed, error);
	sched_setaffinity(0, sizeof(allowed), &allowed);
	if (!result)
		meet(start, 5);
	return result;
}
