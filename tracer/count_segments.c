// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The fast design while code runs: what segments have added (segment.c) goes to whose it is, and
 * their callbacks tell the path what they see.
 *
 * Counters belong to levels of privilege, because blocks do: the level is in the key under which a
 * block is found (the MMU index in its flags), so a block never runs at another than it was
 * translated at. Whether EL1 and EL0 are a guest's is not in that key. A guest's and the host's
 * EL1 may share a block; their world is therefore settled when the counters are read and, before
 * that, whenever HCR_EL2 is about to be written: until then it had the value that it has now. (The
 * write ends its block, as all of system registers do unless they say otherwise: translate-a64.c,
 * handle_sys.)
 *
 * With several CPUs, of which one runs at a time, an addition goes to the counter of the CPU that
 * its block was translated for, whichever runs it (counters.h). The sum is therefore what all CPUs
 * have executed. While a window is open a block's begin looks which CPU runs; where it is another
 * than before, what was added since belongs to that one and to its value of HCR_EL2, which it had
 * at its last block's begin. Outside windows this is one test at each block's begin, and in windows
 * too while all other CPUs sleep (watch.h).
 */
#include "tracer/count.h"
#include "tracer/counters.h"
#include "tracer/cpus.h"
#include "tracer/guests.h"
#include "tracer/handlers.h"
#include "tracer/observe.h"
#include "tracer/path.h"
#include "tracer/places.h"
#include "tracer/registers.h"
#include "tracer/repeats.h"
#include "tracer/segment.h"
#include "tracer/watch.h"

static const struct classifier *classifier;
static struct path path;
static unsigned int running;        /* the CPU that has executed what was added since */
static uint64_t controls[CPUS_MAX]; /* each CPU's control register when it ran last */
static bool control_known;          /* of the CPU running: nothing has written it since */
static bool settled; /* in a window, a block of the CPU running brings nothing new by itself */

static bool segments_prepare(const struct classifier *wanted)
{
	classifier = wanted;
	path_reset(&path);
	return counters_prepare();
}

/* After each change of what it looks at. */
static void watch(void)
{
	settled = path.open && control_known && !path.cpus[running].waits &&
		  !observe_awaits_answer(running);
	watch_update(&path, running, control_known);
}

/* What was executed since the last time was so by the CPU running, with this control register. */
static void settle(uint64_t control)
{
	uint64_t added[COUNTERS];

	counters_take(added);
	for (unsigned int level = 0; level < CLASSIFY_LEVELS; level++)
		path_executed(&path, running, classifier->world(level, control), added[level]);
	if (added[COUNTERS_FOREIGN])
		path_executed_foreign(&path, running);
}

static void settle_now(void)
{
	settle(guests_control(cpus_running()));
}

static void look(struct cpu_state *state)
{
	registers_state(state);
	state->control = guests_control(cpus_running());
}

static void before_world_changes(unsigned int index, void *userdata)
{
	(void)index;
	(void)userdata;
	if (!path.open)
		return;
	settle_now();
	control_known = false;
	watch();
}

/*
 * At a block's begin; whether anything was new. Reading registers is what this costs, so only what
 * may have changed is.
 */
static bool change_cpu(unsigned int cpu)
{
	if (cpu == running && control_known)
		return false;
	if (cpu != running)
		settle(controls[running]);
	running = cpu;
	controls[cpu] = guests_control(cpu);
	control_known = true;
	return true;
}

/* Whether there was one to come. */
static bool take_answer(unsigned int cpu)
{
	struct acknowledged answer;

	if (!observe_awaits_answer(cpu))
		return false;
	if (observe_acknowledged(cpu, &answer)) {
		settle_now();
		path_acknowledged(&path, cpu, &answer);
	}
	return true;
}

static void go_on(unsigned int cpu)
{
	if (path.open)
		settle_now();
	watch_goes_on(cpu);
	path_goes_on(&path, cpu);
}

static void handler_begins(unsigned int cpu, unsigned int level)
{
	struct cpu_state state;
	struct acknowledged taken;

	if (!observe_vector(level))
		return;
	look(&state);
	if (!observe_interrupt(cpu, &state, &path, &taken))
		return;
	settle(state.control);
	path_interrupted(&path, cpu);
	path_acknowledged(&path, cpu, &taken);
}

static void place_reached(unsigned int cpu)
{
	enum ws_place place = places_at(registers_read(REGISTER_COUNTER));

	if (place == WS_PLACE_NONE)
		return;
	settle_now();
	path_passes(&path, cpu, place);
}

/* Most blocks in windows: of no kind, on the CPU that ran before. */
static bool is_no_news(const struct place *place)
{
	return settled && !place->flags && cpus_runs(running) && !handlers_out_of_sight();
}

static void block_begins(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	bool news = false;
	unsigned int cpu;

	cpus_witness(place->cpu, index);
	if (is_no_news(place))
		return;
	cpu = cpus_running();
	if (cpu == CPUS_NONE)
		return;
	if (path.open)
		news = change_cpu(cpu);
	if (path.cpus[cpu].waits) {
		go_on(cpu);
		news = true;
	}
	if (path.open)
		news = take_answer(cpu) || news;
	if (news)
		watch();
	if (path.open && (place->flags & SEGMENT_HANDLER || handlers_out_of_sight()))
		handler_begins(cpu, place->operand);
	if (path.open && place->flags & SEGMENT_PLACE)
		place_reached(cpu);
}

static void before_send(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	struct cpu_state state;
	struct sent sent;

	(void)index;
	if (!path.open)
		return;
	look(&state);
	if (!observe_send(&state, place->operand, &sent))
		return;
	settle(state.control);
	path_sent(&path, running, &sent);
}

static void stored(unsigned int index, qemu_plugin_meminfo_t info, uint64_t address, void *userdata)
{
	unsigned int cpu = cpus_running();
	struct cpu_state state;
	struct sent sent;

	(void)index;
	(void)userdata;
	if (cpu == CPUS_NONE || !observe_store(cpu, info, address, &sent) || !path.open)
		return;
	look(&state);
	if (observe_world(&state) == WS_WORLD_GUEST)
		return;
	settle(state.control);
	path_sent(&path, running, &sent);
}

static void loaded(unsigned int index, qemu_plugin_meminfo_t info, uint64_t address, void *userdata)
{
	struct cpu_state state;
	struct acknowledged answer;

	(void)index;
	(void)userdata;
	if (!path.open || !observe_load(info, address, &answer))
		return;
	look(&state);
	if (observe_world(&state) == WS_WORLD_GUEST)
		return;
	settle(state.control);
	path_acknowledged(&path, running, &answer);
}

static void before_acknowledge(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	struct cpu_state state;

	(void)index;
	if (!path.open)
		return;
	look(&state);
	observe_acknowledging(running, &state, place->operand);
	watch();
}

static void after_acknowledge(unsigned int index, void *userdata)
{
	(void)index;
	(void)userdata;
	if (path.open && take_answer(running))
		watch();
}

static void before_wait(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	unsigned int cpu = cpus_running();
	struct cpu_state state;

	(void)index;
	look(&state);
	if (cpu == CPUS_NONE || !observe_wait(&state))
		return;
	path_waits(&path, cpu);
	if (place->flags & SEGMENT_IN_SIGHT)
		watch_sleeps(cpu);
	watch();
}

static void crosses(unsigned int cpu, bool enters)
{
	if (!path.open)
		return;
	settle(enters ? 0 : CONTROL_IN_GUEST);
	controls[cpu] = enters ? CONTROL_IN_GUEST : 0;
	if (enters)
		repeats_returned(cpu);
	else
		path_interrupted(&path, cpu);
}

static void before_return(unsigned int index, void *userdata)
{
	(void)index;
	(void)userdata;
	if (path.open)
		repeats_returned(running);
}

static void repetition_begins(unsigned int index, void *userdata)
{
	(void)index;
	(void)userdata;
	if (path.open)
		repeats_begun(running);
}

static void repetition_goes_on(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	uint64_t control;

	(void)index;
	if (!path.open || !repeats_resumed(running))
		return;
	control = guests_control(running);
	path_executed(&path, running, classifier->world(place->flags, control), 1);
}

static void segments_open(unsigned int cpu)
{
	settle_now();
	running = cpu;
	controls[cpu] = guests_control(cpu);
	control_known = true;
	observe_forget();
	repeats_reset();
	path_open(&path, cpu);
	watch();
}

static const char *segments_close(unsigned int cpu, struct ws_window *window)
{
	const char *problem;

	settle_now();
	problem = cpu == running ? path_close(&path, cpu, window, NULL)
				 : "a CPU went on unseen in a window";
	path_drop(&path);
	watch();
	return problem;
}

static void segments_drop(void)
{
	path_drop(&path);
	watch();
}

const struct segment_callbacks segment_callbacks = {
	.block_begins = block_begins,
	.kinds =
		{
			[INSTRUCTION_WORLD] = before_world_changes,
			[INSTRUCTION_SENDS] = before_send,
			[INSTRUCTION_WAITS] = before_wait,
			[INSTRUCTION_ACKNOWLEDGES] = before_acknowledge,
		},
	.acknowledged = after_acknowledge,
	.stored = stored,
	.loaded = loaded,
	.returns = before_return,
	.repetition_begins = repetition_begins,
	.repetition_goes_on = repetition_goes_on,
};

const struct count_design count_segments = {
	.name = "fast",
	.prepare = segments_prepare,
	.instruction = segment_instruction,
	.block_end = segment_block_end,
	.crosses = crosses,
	.control = guests_control,
	.counter = {.open = segments_open, .close = segments_close, .drop = segments_drop},
};
