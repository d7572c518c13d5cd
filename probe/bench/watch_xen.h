/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dom0's part of WS_XEN_WATCH (worldswitch/domains.h). */
#ifndef WORLDSWITCH_PROBE_BENCH_WATCH_XEN_H
#define WORLDSWITCH_PROBE_BENCH_WATCH_XEN_H

/* After Dom0 has been woken, events rearmed: does what the measured domain asks, or what is due. */
void watch_xen(void);

#endif
