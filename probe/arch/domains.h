/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Port contract: the domains that Dom0 has to make (worldswitch/domains.h). */
#ifndef WORLDSWITCH_PROBE_ARCH_DOMAINS_H
#define WORLDSWITCH_PROBE_ARCH_DOMAINS_H

/*
 * Makes them and lets them run, joined to Dom0 and to one another; nothing is done where Xen has
 * started them itself. NULL, or what did not work.
 */
const char *arch_domains_make(void);

#endif
