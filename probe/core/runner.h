/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs cells: what is printed, warmed up, marked and checked is the same for every benchmark. */
#ifndef WORLDSWITCH_PROBE_CORE_RUNNER_H
#define WORLDSWITCH_PROBE_CORE_RUNNER_H

#include <stdint.h>

#include "probe/core/platform.h"
#include "probe/core/request.h"

#define RUNNER_WARM_UP_WINDOWS  64
#define RUNNER_SELFTEST_WINDOWS 8

/* The code whose count is known beforehand (markers.h); needs a usable interrupt controller. */
void run_selftest(const struct platform *platform);

/* Every benchmark that is asked for and present; returns the number of cells said. */
uint32_t run_cells(const struct platform *platform, const struct request *request);

#endif
