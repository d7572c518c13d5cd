/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Can this machine's /dev/kvm run a guest? Nothing but trying tells. */
#ifndef WORLDSWITCH_CLI_DOCTOR_GUEST_H
#define WORLDSWITCH_CLI_DOCTOR_GUEST_H

#include "host/hazards.h"

enum { DOCTOR_GUEST, DOCTOR_HYPERCALL, DOCTOR_GUEST_FINDINGS };

/* Within 5 s: the shortest run of the probe on these CPUs, and what came of it. */
void doctor_guest(const struct host_cpus *cpus,
		  struct host_finding findings[DOCTOR_GUEST_FINDINGS]);

#endif
