/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Within host/: the single checks. Each sets a finding's state and texts; `what` is set already. */
#ifndef WORLDSWITCH_HOST_CHECKS_H
#define WORLDSWITCH_HOST_CHECKS_H

#include "host/hazards.h"

/* What --tune holds states of sleep to, in microseconds: a CPU is out of its lightest by then. */
#define HOST_LATENCY_US 3

#define HOST_TUNE_HINT ", or let `run host --tune` do so"

typedef void host_check(const struct host_question *question, struct host_finding *finding);

/* checks_kvm.c: who runs guests, and on what. */
host_check host_check_device, host_check_module, host_check_virtual, host_check_halt_poll;

/* checks_cpu.c: how fast a CPU is, and with whom it shares itself. */
host_check host_check_governor, host_check_turbo, host_check_siblings, host_check_idle,
	host_check_clock, host_check_isolation, host_check_mitigations;

/* The CPUs of a question, each once: the index past the last one is the count. */
size_t host_question_cpus(const struct host_question *question, unsigned int cpus[2]);

#endif
