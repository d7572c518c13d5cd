/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dom0's ends of the event channels (worldswitch/domains.h), as /dev/xen/evtchn has them. */
#ifndef WORLDSWITCH_DOM0_CHANNELS_H
#define WORLDSWITCH_DOM0_CHANNELS_H

#include <stdbool.h>
#include <stdint.h>

#include "support/error.h"

/*
 * Makes the channels that Xen itself has not made, and joins Dom0's ports with the measured
 * domain's; what that had sent by then is forgotten.
 */
int dom0_channels_open(struct ws_error *error);

/*
 * Waits for an event, and ends a window if it is told to; the port's next one may come. The port by
 * its number in domains.h; -EINTR: a signal came first; else -errno.
 */
int dom0_channels_take(bool ends_window, struct ws_error *error);

/* Sends an event; as the beginning of a window, or not. */
int dom0_channels_send(uint32_t port, struct ws_error *error);
int dom0_channels_send_measured(uint32_t port, struct ws_error *error);

#endif
