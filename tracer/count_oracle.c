// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The oracle: a callback for every instruction, which asks the CPU which one it is, whose its
 * instruction is and whether it has just taken an interrupt. No segments, no classification of
 * what may leave a block, no knowledge of a block's level, none of what writes HCR_EL2 and none of
 * when CPUs change: slow in windows, and right by inspection. A guest that no register tells of is
 * left where its CPU has again what it had when it entered; an instruction that repeats itself
 * counts unless it is the one that the CPU executed last. While no window is open it only looks who
 * goes on where blocks begin, as a wait and such a guest both end their blocks; what would not look
 * is not called, by flags that the emulator tests (counters.h): most of what it runs is outside of
 * windows.
 */
#include "tracer/count.h"

#include <string.h>

#include "tracer/counters.h"
#include "tracer/cpus.h"
#include "tracer/guests.h"
#include "tracer/observe.h"
#include "tracer/path.h"
#include "tracer/places.h"
#include "tracer/record.h"
#include "tracer/registers.h"

#define FLAG_FIRST        1 /* of its block */
#define FLAG_SENDS        2
#define FLAG_WAITS        4
#define FLAG_FOREIGN      8
#define FLAG_ACKNOWLEDGES 16
#define FLAG_REPEATS      32
#define FLAG_ENTERS       64

static struct path path;
static bool someone_waits;

static const struct classifier *classifier;

/* Guests that no register tells of. */
static struct {
	bool inside;
	struct guests_entry entry;
} guests[CPUS_MAX];
static bool someone_inside;

/* The last instruction that each CPU has executed in the window, if it repeats itself. */
static struct {
	bool repeats;
	uint64_t address;
} last[CPUS_MAX];

static uint64_t address_now; /* of an instruction that repeats itself, or behind one that enters */

static bool oracle_prepare(const struct classifier *wanted)
{
	classifier = wanted;
	path_reset(&path);
	return counters_prepare();
}

/* To be called after each change of what it looks at. */
static void update_flags(void)
{
	counters_set(COUNTERS_IN_WINDOW, path.open);
	counters_set(COUNTERS_WATCHED, path.open || someone_waits || someone_inside);
}

static void set_inside(unsigned int cpu, bool inside)
{
	guests[cpu].inside = inside;
	someone_inside = false;
	for (unsigned int i = 0; i < CPUS_MAX; i++)
		someone_inside |= guests[i].inside;
	update_flags();
}

static void look_who_waits(void)
{
	bool waited = someone_waits;

	someone_waits = path_anyone_waits(&path);
	if (someone_waits != waited)
		update_flags();
}

static void oracle_begin(void)
{
	for (unsigned int cpu = 0; cpu < cpus_count(); cpu++) {
		guests[cpu].entry = *guests_entry(cpu);
		set_inside(cpu, guests_in(cpu));
	}
}

static uint64_t oracle_control(unsigned int cpu)
{
	if (classifier->registers[REGISTER_CONTROL])
		return registers_read(REGISTER_CONTROL);
	return guests[cpu].inside ? CONTROL_IN_GUEST : 0;
}

static void look(unsigned int cpu, struct cpu_state *state)
{
	registers_state(state);
	state->control = oracle_control(cpu);
}

/* Whether the instruction that is about to be executed is the first one after a guest. */
static bool leaves_guest(unsigned int cpu, const struct cpu_state *state)
{
	const struct guests_entry *entry = &guests[cpu].entry;

	return guests[cpu].inside && state->counter == entry->counter &&
	       registers_read(REGISTER_STACK) == entry->stack &&
	       registers_read(REGISTER_SPACE) == entry->space;
}

/* Whether it is counted; the others are further rounds of one that was. */
static bool is_begun(unsigned int cpu, const struct place *place)
{
	bool repeats = place->flags & FLAG_REPEATS;
	bool further = repeats && last[cpu].repeats && last[cpu].address == address_now;

	last[cpu].repeats = repeats;
	last[cpu].address = address_now;
	return !further;
}

static void come_to(unsigned int cpu, enum ws_place place)
{
	if (place != WS_PLACE_NONE)
		path_passes(&path, cpu, place);
}

static void executed_in_window(unsigned int cpu, const struct place *place,
			       const struct cpu_state *state)
{
	struct sent sent;
	struct acknowledged answer;

	if (place->flags & FLAG_FOREIGN) {
		path_executed_foreign(&path, cpu);
		return;
	}
	if (observe_acknowledged(cpu, &answer))
		path_acknowledged(&path, cpu, &answer);
	if (place->flags & FLAG_FIRST && observe_interrupt(cpu, state, &path, &answer)) {
		path_interrupted(&path, cpu);
		path_acknowledged(&path, cpu, &answer);
	}
	if (place->flags & FLAG_FIRST)
		come_to(cpu, places_at(state->counter));
	if (is_begun(cpu, place)) {
		path_executed(&path, cpu, observe_world(state), 1);
		record_counted(cpu, observe_world(state));
	}
	if (place->flags & FLAG_SENDS && observe_send(state, place->operand, &sent))
		path_sent(&path, cpu, &sent);
	if (place->flags & FLAG_ACKNOWLEDGES)
		observe_acknowledging(cpu, state, place->operand);
}

static void comes_to(unsigned int index, void *userdata)
{
	(void)index;
	address_now = place_address(userdata);
}

/* Whether it can be the first instruction of a CPU that goes on. */
static bool may_go_on(const struct place *place)
{
	return place->flags & FLAG_FIRST && (someone_waits || someone_inside);
}

/* Whether what the CPU has in its registers tells anything. */
static bool matters(const struct place *place)
{
	return path.open || place->flags & (FLAG_WAITS | FLAG_ENTERS) ||
	       (place->flags & FLAG_FIRST && someone_inside);
}

static void executed(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	struct cpu_state state;
	unsigned int cpu;

	if (!matters(place) && !may_go_on(place))
		return;
	cpu = cpus_running();
	if (cpu == CPUS_NONE)
		return;
	cpus_witness(place->cpu, index);
	if (someone_waits) {
		path_goes_on(&path, cpu);
		look_who_waits();
	}
	if (!matters(place))
		return;
	look(cpu, &state);
	if (place->flags & FLAG_FIRST && leaves_guest(cpu, &state)) {
		set_inside(cpu, false);
		state.control = oracle_control(cpu);
		path_interrupted(&path, cpu);
	}
	if (path.open)
		executed_in_window(cpu, place, &state);
	if (place->flags & FLAG_ENTERS && !guests[cpu].inside &&
	    guests_enters(&state, address_now, &guests[cpu].entry))
		set_inside(cpu, true);
	if (place->flags & FLAG_WAITS && observe_wait(&state))
		path_waits(&path, cpu);
	look_who_waits();
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
	look(cpu, &state);
	if (observe_world(&state) != WS_WORLD_GUEST)
		path_sent(&path, cpu, &sent);
}

static void loaded(unsigned int index, qemu_plugin_meminfo_t info, uint64_t address, void *userdata)
{
	struct cpu_state state;
	struct acknowledged answer;
	unsigned int cpu;

	(void)index;
	(void)userdata;
	if (!path.open || !observe_load(info, address, &answer))
		return;
	cpu = cpus_running();
	if (cpu == CPUS_NONE)
		return;
	look(cpu, &state);
	if (observe_world(&state) != WS_WORLD_GUEST)
		path_acknowledged(&path, cpu, &answer);
}

/* What matters() and may_go_on() look at besides the place. */
static void call_where_it_matters(struct qemu_plugin_insn *insn, const struct place *place)
{
	enum counters_flag flag = place->flags & FLAG_FIRST ? COUNTERS_WATCHED : COUNTERS_IN_WINDOW;

	if (place->flags & (FLAG_WAITS | FLAG_ENTERS))
		qemu_plugin_register_vcpu_insn_exec_cb(insn, executed, QEMU_PLUGIN_CB_R_REGS,
						       place_keep(place));
	else
		qemu_plugin_register_vcpu_insn_exec_cond_cb(
			insn, executed, QEMU_PLUGIN_CB_R_REGS, QEMU_PLUGIN_COND_NE,
			counters_flag(flag), 0, place_keep(place));
}

static void oracle_instruction(struct block *block, struct qemu_plugin_insn *insn, size_t index,
			       const struct instruction *instruction)
{
	struct place place = {.cpu = block->cpu, .operand = instruction->operand};

	place.flags = (index == 0 ? FLAG_FIRST : 0) |
		      (instruction->kind == INSTRUCTION_SENDS ? FLAG_SENDS : 0) |
		      (instruction->kind == INSTRUCTION_WAITS ? FLAG_WAITS : 0) |
		      (instruction->kind == INSTRUCTION_ACKNOWLEDGES ? FLAG_ACKNOWLEDGES : 0) |
		      (instruction->kind == INSTRUCTION_REPEATS ? FLAG_REPEATS : 0) |
		      (instruction->kind == INSTRUCTION_ENTERS ? FLAG_ENTERS : 0) |
		      (block->foreign ? FLAG_FOREIGN : 0);
	if (place.flags & (FLAG_REPEATS | FLAG_ENTERS))
		qemu_plugin_register_vcpu_insn_exec_cb(
			insn, comes_to, QEMU_PLUGIN_CB_NO_REGS,
			place_keep_address(place.flags & FLAG_ENTERS
						   ? guests_behind(insn)
						   : qemu_plugin_insn_vaddr(insn)));
	call_where_it_matters(insn, &place);
	if (record_wanted())
		record_watch(insn, block->world);
	if (instruction->kind == INSTRUCTION_STORES)
		qemu_plugin_register_vcpu_mem_cb(insn, stored, QEMU_PLUGIN_CB_R_REGS,
						 QEMU_PLUGIN_MEM_W, place_keep(&place));
	if (instruction->kind == INSTRUCTION_LOADS)
		qemu_plugin_register_vcpu_mem_cb(insn, loaded, QEMU_PLUGIN_CB_R_REGS,
						 QEMU_PLUGIN_MEM_R, place_keep(&place));
}

static void oracle_block_end(struct block *block)
{
	(void)block;
}

static void oracle_open(unsigned int cpu)
{
	observe_forget();
	memset(last, 0, sizeof(last));
	path_open(&path, cpu);
	record_open();
	update_flags();
}

static const char *oracle_close(unsigned int cpu, struct ws_window *window)
{
	uint64_t starts[WS_STAGES_MAX] = {0};
	const char *problem = path_close(&path, cpu, window, starts);

	record_close(starts);
	update_flags();
	return problem;
}

static void oracle_drop(void)
{
	path_drop(&path);
	record_drop();
	update_flags();
}

const struct count_design count_oracle = {
	.name = "oracle",
	.prepare = oracle_prepare,
	.instruction = oracle_instruction,
	.block_end = oracle_block_end,
	.begin = oracle_begin,
	.control = oracle_control,
	.counter =
		{
			.open = oracle_open,
			.close = oracle_close,
			.drop = oracle_drop,
			.cell = record_cell,
			.reported = record_report,
		},
};
