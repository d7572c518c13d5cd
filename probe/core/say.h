/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that the probe ever says, one function for each kind of record (records.h). */
#ifndef WORLDSWITCH_PROBE_CORE_SAY_H
#define WORLDSWITCH_PROBE_CORE_SAY_H

#include <stddef.h>
#include <stdint.h>

#include <worldswitch/benchmarks.h>

#include "probe/arch/clock.h"
#include "probe/bench/benchmark.h"
#include "probe/core/platform.h"
#include "probe/hypervisor/hypervisor.h"

void say_hello(const struct platform *platform);
void say_benchmark(enum ws_benchmark benchmark, const char *absent);
void say_selftest(uint32_t windows, uint64_t expected);
void say_clock(const struct clock *clock, uint64_t step);
void say_start(enum ws_benchmark benchmark);
void say_timing(enum ws_benchmark benchmark, const struct clock *clock, uint32_t batch);

/* As many records as it takes; none where there is no value. */
void say_values(const char *kind, enum ws_benchmark benchmark, const uint64_t *values,
		size_t count);
void say_cell(enum ws_benchmark benchmark, const struct outcome *outcome);
void say_panic(const char *where, uint64_t esr, uint64_t elr, uint64_t far, const char *reason);
void say_end(uint32_t cells);

#endif
