/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dom0 joins the domains that it makes (worldswitch/domains.h), where no device tree has done so.
 */
#ifndef WORLDSWITCH_PROBE_HYPERVISOR_XEN_CHANNELS_H
#define WORLDSWITCH_PROBE_HYPERVISOR_XEN_CHANNELS_H

#include <stdbool.h>

/*
 * Before the domains run. One channel is left to the peer, as only a domain itself can join its
 * ports: channels_peer_joins.
 */
bool channels_make(void);

/* By the peer: joins its channel, unless it is so already. */
bool channels_peer_joins(void);

/* By Dom0: whether the peer does so in time. */
bool channels_peer_joined(void);

#endif
