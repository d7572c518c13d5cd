/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What each hypervisor offers: for every benchmark of the list a body, or the reason why there is
 * none. A table is made from the list, so a benchmark without an answer does not compile.
 */
#ifndef WORLDSWITCH_PROBE_HYPERVISOR_HYPERVISOR_H
#define WORLDSWITCH_PROBE_HYPERVISOR_HYPERVISOR_H

#include <stdbool.h>

#include <worldswitch/benchmarks.h>

#include "probe/bench/benchmark.h"

/* One of the first two is set. */
struct offer {
	const struct benchmark *benchmark;
	const char *absent;   /* because ... */
	const char *no_clock; /* why it can be marked and not timed; NULL where it can */
};

/* Of a list of worldswitch/absences.h. */
#define HYPERVISOR_ABSENT(symbol, reason)                                                          \
	static const struct offer offer_##symbol = {.absent = (reason)};

/* Why the benchmark is absent; NULL where it is not. */
static inline const char *offer_absent(const struct offer *offer, bool timed)
{
	return timed && offer->benchmark ? offer->no_clock : offer->absent;
}

struct hypervisor {
	const char *id; /* as the `hello` record has it */
	const struct offer *offers[WS_BENCHMARK_COUNT];
	void (*prepare)(void); /* before the first cell; or NULL */
	void (*peer)(void);    /* vm-switch's other VM (bench/peer.h); NULL where there is none */
	void (*backend)(void); /* the VM that is the other side of I/O; likewise */
};

/* The table's initialiser: an object offer_SYMBOL must be in sight for each benchmark. */
#define HYPERVISOR_OFFER(symbol, id, name, path, meaning) [WS_BENCHMARK_##symbol] = &offer_##symbol,
#define HYPERVISOR_OFFERS                                                                          \
	{                                                                                          \
		WS_BENCHMARK_LIST(HYPERVISOR_OFFER)                                                \
	}

extern const struct hypervisor hypervisor_kvm;
extern const struct hypervisor hypervisor_native;
extern const struct hypervisor hypervisor_unknown;
extern const struct hypervisor hypervisor_xen;

#endif
