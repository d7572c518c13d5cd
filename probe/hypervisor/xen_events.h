/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Event channels of this domain: xen/include/public/event_channel.h. VCPU 0 has them all. */
#ifndef WORLDSWITCH_PROBE_HYPERVISOR_XEN_EVENTS_H
#define WORLDSWITCH_PROBE_HYPERVISOR_XEN_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

struct evtchn_send;

/* Whether the port leads to another domain. */
bool events_connected(uint32_t port);

/* Whether it leads to another domain, or waits for one to join it. */
bool events_is_open(uint32_t port);

/* The same as the first of another domain's. */
bool events_connected_of(uint16_t domain, uint32_t port);

/*
 * Xen gives ports out in order, from 1 on. The domain's next one is for the remote to join; false
 * where it has another number.
 */
bool events_offer(uint16_t domain, uint16_t remote, uint32_t port);

/* This domain's next port is joined to the remote's of the same number. */
bool events_join(uint16_t remote, uint32_t port);

/*
 * Makes Xen's page visible, with all ports masked. What has come before is forgotten: Xen joins a
 * channel with an event that nobody has sent. Whoever sends to a domain that starts sends again.
 */
bool events_open(void);

/* The port's events interrupt from now on, one that has come before included. */
bool events_unmask(uint32_t port);

/* Whether the port's event comes in time, masked as it is; it is then taken. */
bool events_wait(uint32_t port);

/* Whether it has come; it is then taken. */
bool events_take(uint32_t port);

/* After an interrupt: the next event is one again. */
void events_rearm(void);

bool events_send(uint32_t port);

/* What a window is to send on that port (arch/window.h). */
const struct evtchn_send *events_to_send(uint32_t port);

/* Lets other VCPUs of this CPU run first. */
void events_yield(void);

#endif
