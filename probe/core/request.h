/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the boot arguments ask for: which benchmarks, how often. */
#ifndef WORLDSWITCH_PROBE_CORE_REQUEST_H
#define WORLDSWITCH_PROBE_CORE_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/benchmarks.h>

struct request {
	uint32_t benchmarks; /* bit N: benchmark N of the list; `null` is always asked for */
	uint32_t iterations;
	bool peer;          /* to be the second VM of vm-switch, and nothing else */
	bool backend;       /* likewise the VM that is the other side of I/O */
	bool timed;         /* by a clock; else windows are marked */
	uint64_t frequency; /* the clock's, in Hz; 0: not said */
};

_Static_assert(WS_BENCHMARK_COUNT <= 32, "one bit for each benchmark");

/*
 * Parses a command line (WS_PARAMETER_* of records.h); words that are not ours are ignored, of a
 * word given twice the last counts. Returns NULL, or what is wrong with a word that is ours.
 */
const char *request_parse(struct request *request, const char *arguments);

/* The benchmark's identifier in the list. */
const char *benchmark_id(enum ws_benchmark benchmark);

#endif
