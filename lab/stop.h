/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Machines that stop where they can be saved (worldswitch/snapshots.h). */
#ifndef WORLDSWITCH_LAB_STOP_H
#define WORLDSWITCH_LAB_STOP_H

#include "lab/plan.h"

/* How one does: such a machine counts the same when it is restored as when it is booted. */
struct lab_stop {
	const char *device; /* by which it is stopped, as the emulator names it */
	const char *event;  /* of which the emulator has to be told what it is to do */

	/*
	 * The emulator tells of this event at most once a second of the host's time (QEMU,
	 * monitor/monitor.c, the rates of its events): the timer for that may come between two
	 * CPUs' turns. A machine that is booted to be measured, and not saved, goes without the
	 * device.
	 */
	bool starts_timer;

	/* What who runs in it is told for this run, allocated; NULL: no memory. */
	char *(*words)(const struct lab_request *request);
};

/* vmm/stop.c */
extern const struct lab_stop lab_stop_kvm;

/* NULL: it does not. */
const struct lab_stop *lab_stop_of(const struct lab_request *request);

#endif
