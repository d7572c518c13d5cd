/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A path, what happens on it, and what is expected of it. To be included once, after cmocka.h. */
#ifndef WORLDSWITCH_TESTS_PATH_EVENTS_H
#define WORLDSWITCH_TESTS_PATH_EVENTS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "tracer/path.h"

static struct path path;
static struct ws_window window;

static inline int setup(void **state)
{
	(void)state;
	path_reset(&path);
	return 0;
}

static inline void run(unsigned int cpu, uint64_t count)
{
	path_executed(&path, cpu, WS_WORLD_HYPERVISOR, count);
}

static inline void send_number(unsigned int from, unsigned int to, unsigned int number)
{
	const struct sent sent = {.cpus = UINT32_C(1) << to, .number = number};

	path_sent(&path, from, &sent);
}

static inline void acknowledge(unsigned int cpu, unsigned int number)
{
	path_acknowledged(&path, cpu,
			  &(struct acknowledged){.kind = ACKNOWLEDGED_SENT, .number = number});
}

static inline void send(unsigned int from, unsigned int to)
{
	send_number(from, to, 0);
}

static inline void expect_stage(uint32_t index, unsigned int cpu, uint64_t count)
{
	assert_true(index < window.stage_count);
	assert_int_equal(window.stages[index].cpu, cpu);
	assert_int_equal(window.stages[index].instructions[WS_WORLD_HYPERVISOR], count);
}

static inline void close_window(unsigned int cpu, bool clean, uint32_t stages)
{
	assert_null(path_close(&path, cpu, &window, NULL));
	assert_int_equal(window.clean, clean);
	assert_int_equal(window.stage_count, stages);
	assert_false(path.open);
}

static inline void expect_bad(unsigned int cpu, const char *reason)
{
	const char *problem = path_close(&path, cpu, &window, NULL);

	assert_non_null(problem);
	assert_non_null(strstr(problem, reason));
}

#endif
