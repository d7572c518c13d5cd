/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells on real hardware: windows are timed, and what the clock said is printed as it is. */
#ifndef WORLDSWITCH_PROBE_CORE_TIMED_H
#define WORLDSWITCH_PROBE_CORE_TIMED_H

#include <stdint.h>

#include <worldswitch/backend.h>

#include "probe/bench/benchmark.h"
#include "probe/core/request.h"

/* Windows are timed from now on. */
void timed_open(const struct request *request);

/* Says which clocks there are. */
void timed_say_clocks(void);

/* That step begins: told to a VMM that waits for its end. */
void timed_step(enum ws_benchmark number, enum ws_backend_step step);

/* Before a cell is set up. */
void timed_choose(enum ws_benchmark number, const struct benchmark *benchmark);

/* Its windows, as many values of them as there may be or as the VMM wants. */
struct outcome timed_run(enum ws_benchmark number, const struct benchmark *benchmark,
			 uint32_t samples_max);

#endif
