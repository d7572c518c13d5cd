/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The doctor's last check: does it work? For the files of the lab alone. */
#ifndef WORLDSWITCH_LAB_DOCTOR_TRIAL_H
#define WORLDSWITCH_LAB_DOCTOR_TRIAL_H

#include "lab/architecture.h"

/*
 * Runs the probe on the emulated machine, with the tracer and without a hypervisor: some tenths of
 * a second that show a stale probe, a tracer that the emulator does not take, and a wrong count.
 */
void doctor_trial(struct lab_check *check, const struct architecture *architecture);

#endif
