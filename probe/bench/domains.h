/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the benchmarks with other domains of Xen's have in common (worldswitch/domains.h). */
#ifndef WORLDSWITCH_PROBE_BENCH_DOMAINS_H
#define WORLDSWITCH_PROBE_BENCH_DOMAINS_H

#include <worldswitch/domains.h>

#include "probe/bench/benchmark.h"

/* Waits for Dom0, which by then has put every VCPU on its CPU. Without one there is no wait. */
void domains_meet(void);

/* Measured where the port leads to another domain; its events, from now on, are interrupts. */
struct outcome domains_open(uint32_t port);

/* The same for who is going to halt: it is woken after WS_XEN_WATCH_SECONDS, come what may. */
struct outcome domains_open_watched(uint32_t port);

void domains_close(void);

/* What Dom0 does (WS_ROLE_BACKEND of records.h): never returns, as its end is the machine's. */
_Noreturn void backend_xen(void);

#endif
