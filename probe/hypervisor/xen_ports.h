/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bits of the page that Xen shares with a domain (xen/include/public/event_channel.h, the ABI
 * with two levels): an event sets its port's bit; unless the port is masked it then sets its word's
 * bit in the selector, then the upcall's flag, and only the last step's first time is an interrupt.
 */
#ifndef WORLDSWITCH_PROBE_HYPERVISOR_XEN_PORTS_H
#define WORLDSWITCH_PROBE_HYPERVISOR_XEN_PORTS_H

#include <stdbool.h>
#include <stdint.h>

#include "probe/hypervisor/xen_interface.h"

/* The words that have the port's bits. */
uint64_t *ports_pending(struct shared_info *info, uint32_t port);
uint64_t *ports_masked(struct shared_info *info, uint32_t port);

/* Masks all ports and forgets what events there were. */
void ports_reset(struct shared_info *info);

/* Makes the next event of any port an interrupt again. */
void ports_rearm(struct shared_info *info);

/* Whether there was an event, which is taken. */
bool ports_take(struct shared_info *info, uint32_t port);

#endif
