/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The domains of a run under Xen, which Xen itself starts: Dom0, the measured one, and its peer of
 * vm-switch. Dom0 is the backend: it pins everybody's VCPUs, answers WS_XEN_HELLO when it has, and
 * then takes and sends events. Static event channels (Xen, docs/misc/arm/device-tree/
 * booting.txt, "xen,evtchn-v1") join the ports of one name; an event is sent on one's own port and
 * arrives at the other's.
 */
#ifndef WORLDSWITCH_DOMAINS_H
#define WORLDSWITCH_DOMAINS_H

/* In the order in which Xen makes them. */
#define WS_XEN_DOM0     0
#define WS_XEN_MEASURED 1
#define WS_XEN_PEER     2

/* CPUs: the measured VCPU and the peer's share one, all else is on the other. */
#define WS_XEN_CPU_MEASURED 1
#define WS_XEN_CPU_OTHERS   0

/* Ports of the measured domain; Dom0's have the same numbers, the peer's WS_XEN_OTHER too. */
#define WS_XEN_SIGNAL 1 /* there: io-out's signal, and io-in's request; back: io-in's signal */
#define WS_XEN_REPLY  2 /* there: Dom0 is to wait for signals, or no longer; back: it has done so  \
			 */
#define WS_XEN_OTHER 3  /* vm-switch's, to the peer and back */
#define WS_XEN_HELLO 4  /* there: a question; back: every VCPU is on its CPU */

#endif
