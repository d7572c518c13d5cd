// SPDX-License-Identifier: GPL-2.0-or-later
/* A clock that counts in steps, and goes on when it is read or a window ends. */
#include "probe/arch/clock.h"

#include "probe/arch/fake/fake.h"

volatile struct stopwatch stopwatch;

void fake_window_begin(void)
{
	if (fake.timed)
		stopwatch.begin = arch_clock_read();
}

void fake_window_end(enum fake_kind kind)
{
	fake.now += FAKE_TIME(kind);
	if (fake.timed)
		stopwatch.end = fake.clock_runs_back ? 0 : fake.now;
}

void arch_clock_open(uint64_t frequency)
{
	fake.timed = true;
	fake.frequency = frequency;
}

bool arch_clock_is_open(void)
{
	return fake.timed;
}

const struct clock *arch_clock_use(enum clock_reach reach)
{
	static struct clock clocks[] = {
		{.name = "pmccntr", .unit = "cycles"},
		{.name = "cntvct", .unit = "ticks", .invariant = true},
	};

	clocks[1].frequency = fake.frequency;
	return &clocks[reach == CLOCK_CPU ? 0 : 1];
}

uint64_t arch_clock_read(void)
{
	return fake.now += FAKE_STEP;
}
