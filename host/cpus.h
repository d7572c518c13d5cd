/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets of CPUs as Linux writes them ("0-3,8"), and which of them a measurement is run on. */
#ifndef WORLDSWITCH_HOST_CPUS_H
#define WORLDSWITCH_HOST_CPUS_H

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>

#include "support/error.h"

#define HOST_CPUS_TEXT_MAX 1024

/* The CPUs that a measurement has. */
struct host_cpus {
	unsigned int measured; /* the first VCPU's */
	unsigned int others;   /* the second VCPU's and the backend's */
};

/* -EINVAL where that is no list, or one of CPUs past CPU_SETSIZE. An empty one is a list. */
int host_cpus_parse(const char *text, cpu_set_t *set);

/* -ENOSPC where it does not fit. */
int host_cpus_format(const cpu_set_t *set, char *text, size_t size);

/* Those that are used where the user does not say. -ENODEV where not one is allowed. */
int host_cpus_choose(const cpu_set_t *allowed, struct host_cpus *cpus);

/* "3" or "3,2": the measured one, and the others' where that is another. -EINVAL */
int host_cpus_read(const char *text, struct host_cpus *cpus);

/*
 * Those that are asked for, where this process may use them: -EINVAL; or where nobody asked (NULL)
 * those that are chosen of all that it may use: -ENODEV.
 */
int host_cpus_here(const struct host_cpus *asked, struct host_cpus *cpus, struct ws_error *error);

/* Both as a set. */
void host_cpus_both(const struct host_cpus *cpus, cpu_set_t *set);

#endif
