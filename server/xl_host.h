/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Within server/: the Xen that this machine is the Dom0 of, as xl(1) tells it. */
#ifndef WORLDSWITCH_SERVER_XL_HOST_H
#define WORLDSWITCH_SERVER_XL_HOST_H

#include <stdbool.h>

#include "host/cpus.h"
#include "lab/process.h"
#include "support/error.h"

struct xl_host {
	char version[64];
	char scheduler[32];
	char line[512];        /* Xen's command line */
	bool has_cpus;         /* that are known */
	struct host_cpus cpus; /* those that host_cpus_choose takes of Xen's */
};

/*
 * Runs xl with these words behind it, as process_run does; interrupted may be NULL. -EIO: it ran to
 * its end, and said no; -ECANCELED: something else ended it.
 */
int xl_run(const char *const *words, unsigned int timeout, const volatile int *interrupted,
	   struct process_output *output, struct ws_error *error);

/* -ENOENT: there is no xl; -ENOTSUP: it does not work here, and the line has its words. */
int xl_host_ask(struct xl_host *host, const volatile int *interrupted, struct ws_error *error);

/*
 * Destroys a domain. Whether it is no more: of an xl that does not answer, to either of the two
 * questions in so many seconds, nothing is known.
 */
bool xl_destroy(const char *name, unsigned int timeout);

/* From the text of `xl info`; false: it is none. */
bool xl_host_parse(const char *info, struct xl_host *host);

/* From the text of `xl cpupool-list -c`: those of the pool that domains begin in. */
void xl_host_parse_pools(const char *pools, struct xl_host *host);

/* From the text of `xl list NAME`: whether that domain runs no more. */
bool xl_is_over(const char *list);

#endif
