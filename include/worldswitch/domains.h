/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The domains of a run under Xen: Dom0, the measured one, and its peer of vm-switch. On arm64 Xen
 * itself starts all of them; on x86-64 the probe is started as Dom0 and makes the others, of its
 * own image, by domctl. Dom0 is the backend: it pins everybody's VCPUs, answers WS_XEN_HELLO when
 * it has, and then takes and sends events. Event channels join the ports of one name: static ones
 * on arm64 (Xen, docs/misc/arm/device-tree/booting.txt, "xen,evtchn-v1"), on x86-64 those that Dom0
 * binds to the same numbers before the domains run. An event is sent on one's own port and arrives
 * at the other's.
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

/*
 * Ports of the measured domain; Dom0's have the same numbers, the peer's WS_XEN_OTHER too. What an
 * event means that the measured domain sends, and what one that it gets:
 */
#define WS_XEN_SIGNAL 1 /* io-out's signal, or io-in's request; io-in's signal */
#define WS_XEN_REPLY  2 /* Dom0 is to wait for signals, or no longer; it has done so */
#define WS_XEN_OTHER  3 /* vm-switch's, to the peer and back */
#define WS_XEN_HELLO  4 /* a question; every VCPU is on its CPU */
#define WS_XEN_WATCH  5 /* Dom0 is to watch the time, or no longer; the time is up */

/* How long Dom0 watches: no cell takes so long, and an emulator whose CPUs are idle skips it. */
#define WS_XEN_WATCH_SECONDS 1000

#endif
