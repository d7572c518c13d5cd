// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which CPU executed what, in which world? Of the two markers one is counted, END (BEGIN opens the
 * window behind itself): the markers' cost is therefore in the last stage, in the world that
 * executes END, which need be neither the CPU nor the world where the window began.
 */
#include "analysis/segments.h"

#include <stdbool.h>

/* Whether the backend, and not the probe, executes END. */
static const bool ends_at_backend[WS_BENCHMARK_COUNT] = {
	[WS_BENCHMARK_IO_OUT] = true,
	[WS_BENCHMARK_IO_OUT_EXIT] = true,
};

/*
 * A backend is a process of the host, where there is such a thing, or it is in a domain, as the
 * probe is. END is executed where it is: one that is a process has executed something there.
 */
static enum ws_world world_of_end(const struct ws_stage *last, enum ws_benchmark benchmark,
				  const struct ws_baseline *baseline)
{
	if (ends_at_backend[benchmark] && last->instructions[WS_WORLD_HOST_USER])
		return WS_WORLD_HOST_USER;
	return baseline->world;
}

/* How many CPUs have taken the path over before the stage after these: one at a place goes on. */
static uint32_t turns_before(const struct ws_window *window, uint32_t stages)
{
	uint32_t turns = 0;

	for (uint32_t at = 1; at < stages; at++)
		turns += window->stages[at].place == WS_PLACE_NONE;
	return turns;
}

static enum ws_stage_role role_of(const struct ws_window *window, uint32_t stage)
{
	uint32_t all = turns_before(window, window->stage_count);
	uint32_t turn = turns_before(window, stage + 1);

	if (all == 0)
		return WS_STAGE_ONLY;
	if (turn == 0)
		return WS_STAGE_SENDER;
	return turn < all ? WS_STAGE_RELAY : WS_STAGE_RECEIVER;
}

void ws_segments_of(const struct ws_window *window, enum ws_benchmark benchmark,
		    const struct ws_baseline *baseline, struct ws_segments *segments)
{
	uint32_t last = window->stage_count - 1;
	enum ws_world end = world_of_end(&window->stages[last], benchmark, baseline);

	*segments = (struct ws_segments){.count = 0};
	for (uint32_t at = 0; at < window->stage_count; at++) {
		const struct ws_stage *stage = &window->stages[at];

		for (size_t world = 0; world < WS_WORLD_COUNT; world++) {
			int64_t value = (int64_t)stage->instructions[world];

			if (at == last && world == end)
				value -= (int64_t)baseline->cost.count;
			if (!value)
				continue;
			segments->list[segments->count++] = (struct ws_segment){
				.stage = at,
				.role = role_of(window, at),
				.cpu = stage->cpu,
				.place = (enum ws_place)stage->place,
				.world = (enum ws_world)world,
				.value = value,
			};
		}
	}
}
