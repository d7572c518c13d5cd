/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Port contract: the clocks by which windows are timed on real hardware, in place of the markers.
 * A window's two readings are next to its body, in the same statement of assembly; the reading at
 * an interrupt's entry is the first thing that the entry does. Nothing is subtracted anywhere.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_CLOCK_H
#define WORLDSWITCH_PROBE_ARCH_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Who has the same clock. */
enum clock_reach {
	CLOCK_CPU,     /* this CPU */
	CLOCK_MACHINE, /* all CPUs of the machine */
	CLOCK_HOST,    /* the hypervisor's side, and other machines of its, too */
};

struct clock {
	const char *name; /* as the `clock` record has it, unit too */
	const char *unit;
	uint64_t frequency; /* Hz; 0: nobody says */
	bool invariant;     /* its speed does not change with the CPU's */
};

/* What the last window's two readings were; whoever makes one writes it here. */
struct stopwatch {
	uint64_t begin;
	uint64_t end;
};

extern volatile struct stopwatch stopwatch;

/*
 * From now on windows are timed; before it they are marked. frequency is what the machine's
 * description says about the clock, 0 for nothing.
 */
void arch_clock_open(uint64_t frequency);

bool arch_clock_is_open(void);

/* By which clock: chosen before anything that a window needs is set up. */
const struct clock *arch_clock_use(enum clock_reach reach);

/* The one in use. */
uint64_t arch_clock_read(void);

#endif
