/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the benchmarks with the VMM's backend have in common. */
#ifndef WORLDSWITCH_PROBE_BENCH_BACKEND_H
#define WORLDSWITCH_PROBE_BENCH_BACKEND_H

#include <worldswitch/backend.h>

#include "probe/bench/benchmark.h"

extern struct ws_backend_mailbox backend_mailbox;

/* Measured where there is a backend with these features, which then has an empty mailbox. */
struct outcome backend_open(uint32_t features);

#endif
