/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Within server/: a domain of Xen's that does not outlive us, however we end. */
#ifndef WORLDSWITCH_SERVER_XL_DOMAIN_H
#define WORLDSWITCH_SERVER_XL_DOMAIN_H

#include <stdbool.h>
#include <sys/types.h>

#include "support/error.h"

#define XL_DOMAIN_NAME 32

struct xl_domain {
	char name[XL_DOMAIN_NAME];
	pid_t guardian; /* 0: there is none */
	int channel;    /* to it */
};

/*
 * Starts a domain with these settings (xl.cfg(5)), and a name of its own. xl_domain_end has to be
 * called whatever comes of it. -EIO: xl did not make it, and the line has its words.
 */
int xl_domain_start(struct xl_domain *domain, const char *settings, const volatile int *interrupted,
		    struct ws_error *error);

/* Whether it runs no more. */
bool xl_domain_is_over(const struct xl_domain *domain);

/* It is gone; -EIO: it may not be. */
int xl_domain_end(struct xl_domain *domain, struct ws_error *error);

#endif
