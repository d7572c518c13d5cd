/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Xen's calls from a process of Dom0, by way of its kernel. */
#ifndef WORLDSWITCH_DOM0_HYPERCALL_H
#define WORLDSWITCH_DOM0_HYPERCALL_H

#include "support/error.h"

/* What makes them; it has the memory of other domains, too. */
#define DOM0_PRIVCMD "/dev/xen/privcmd"

/* Before the first call (probe/arch/hypercall.h). Memory stays where it is from then on. */
int dom0_hypercall_open(struct ws_error *error);

#endif
