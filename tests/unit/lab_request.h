/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A request of every kind of target, for who looks at its lines. */
#ifndef WORLDSWITCH_TESTS_LAB_REQUEST_H
#define WORLDSWITCH_TESTS_LAB_REQUEST_H

#include "lab/lab.h"

static inline struct lab_request request_for(const char *target)
{
	return (struct lab_request){
		.target = lab_target_find(target),
		.benchmarks = 1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_INTC_TRAP,
		.iterations = 70,
		.controller = 2,
		.label = target,
	};
}

#endif
