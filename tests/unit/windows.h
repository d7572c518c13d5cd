/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows of one stage and of two, and what must hold of every cell. After cmocka.h. */
#ifndef WORLDSWITCH_TESTS_WINDOWS_H
#define WORLDSWITCH_TESTS_WINDOWS_H

#include <stddef.h>
#include <stdint.h>

#include "analysis/analysis.h"

static inline struct ws_stage stage(uint32_t cpu, uint64_t guest, uint64_t hypervisor,
				    uint64_t host_kernel)
{
	return (struct ws_stage){.cpu = cpu,
				 .instructions = {
					 [WS_WORLD_GUEST] = guest,
					 [WS_WORLD_HYPERVISOR] = hypervisor,
					 [WS_WORLD_HOST_KERNEL] = host_kernel,
				 }};
}

static inline struct ws_window window(uint64_t guest, uint64_t hypervisor, uint64_t host_kernel)
{
	return (struct ws_window){
		.stage_count = 1,
		.stages = {stage(0, guest, hypervisor, host_kernel)},
	};
}

/* A clean path from CPU 1 to CPU 0. */
static inline struct ws_window path(uint64_t sender_guest, uint64_t sender_hypervisor,
				    uint64_t receiver_hypervisor, uint64_t receiver_guest)
{
	return (struct ws_window){
		.clean = true,
		.stage_count = 2,
		.stages = {stage(1, sender_guest, sender_hypervisor, 0),
			   stage(0, receiver_guest, receiver_hypervisor, 0)},
	};
}

static const struct ws_baseline one_in_guest = {.cost = {1}, .world = WS_WORLD_GUEST};

static inline void assert_parts_sum(const struct ws_cell *cell)
{
	int64_t sum = 0;

	for (size_t at = 0; at < cell->segments.count; at++) {
		assert_int_not_equal(cell->segments.list[at].value, 0);
		sum += cell->segments.list[at].value;
	}
	assert_true(sum >= 0);
	assert_int_equal((uint64_t)sum, cell->value);
}

static inline void assert_segment(const struct ws_cell *cell, size_t at, enum ws_stage_role role,
				  uint32_t cpu, enum ws_world world, int64_t value)
{
	const struct ws_segment *segment = &cell->segments.list[at];

	assert_true(at < cell->segments.count);
	assert_int_equal(segment->role, role);
	assert_int_equal(segment->cpu, cpu);
	assert_int_equal(segment->world, world);
	assert_int_equal(segment->value, value);
}

#endif
