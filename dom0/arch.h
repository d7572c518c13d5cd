/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an architecture gives worldswitch-dom0: dom0/arch/ARCHITECTURE/ has a body for each of
 * these, and what is missing is a link error.
 */
#ifndef WORLDSWITCH_DOM0_ARCH_H
#define WORLDSWITCH_DOM0_ARCH_H

#include "support/error.h"

/* domains.c: makes the other domains, which wait, where Xen itself has not started them. */
int dom0_arch_domains_make(struct ws_error *error);

/* domains.c: lets them run, now that they have their channels. */
int dom0_arch_domains_start(struct ws_error *error);

/*
 * places.c: tells who traces this machine where the kernel of Dom0 takes interrupts
 * (worldswitch/places.h). What the kernel does not show is not told: what is counted is the same
 * without.
 */
void dom0_arch_places_tell(void);

#endif
