// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The oracle: a callback for every instruction, which asks the CPU which one it is, whose its
 * instruction is and whether it has just taken an interrupt. No segments, no classification of
 * what may leave a block, no knowledge of a block's level, none of what writes HCR_EL2 and none of
 * when CPUs change: four to ten times as slow, and right by inspection. While no window is open and
 * no CPU waits it only looks whether that is so.
 */
#include "tracer/count.h"
#include "tracer/cpus.h"
#include "tracer/observe.h"
#include "tracer/path.h"
#include "tracer/places.h"
#include "tracer/registers.h"

#define FLAG_FIRST        1 /* of its block */
#define FLAG_SENDS        2
#define FLAG_WAITS        4
#define FLAG_FOREIGN      8
#define FLAG_ACKNOWLEDGES 16

static struct path path;
static bool someone_waits;

static bool oracle_prepare(const struct classifier *classifier)
{
	(void)classifier;
	path_reset(&path);
	return true;
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
	if (place->flags & FLAG_FIRST && observe_interrupt(state))
		path_interrupted(&path, cpu);
	if (place->flags & FLAG_FIRST)
		come_to(cpu, places_at(state->counter));
	path_executed(&path, cpu, observe_world(state), 1);
	if (place->flags & FLAG_SENDS && observe_send(state, place->operand, &sent))
		path_sent(&path, cpu, &sent);
	if (place->flags & FLAG_ACKNOWLEDGES)
		observe_acknowledging(cpu, state, place->operand);
}

static void executed(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	struct cpu_state state;
	unsigned int cpu;

	if (!path.open && !someone_waits && !(place->flags & FLAG_WAITS))
		return;
	cpu = cpus_running();
	if (cpu == CPUS_NONE)
		return;
	if (path.open && cpus_witness(place->slot, index))
		observe_identities(&path);
	path_goes_on(&path, cpu);
	registers_state(&state);
	if (path.open)
		executed_in_window(cpu, place, &state);
	if (place->flags & FLAG_WAITS && observe_wait(&state))
		path_waits(&path, cpu);
	someone_waits = path_anyone_waits(&path);
}

static void stored(unsigned int index, qemu_plugin_meminfo_t info, uint64_t address, void *userdata)
{
	const struct place *place = userdata;
	struct cpu_state state;
	struct sent sent;
	unsigned int cpu;

	(void)index;
	if (!path.open || !observe_store(info, address, place->operand, &sent))
		return;
	registers_state(&state);
	cpu = cpus_running();
	if (cpu != CPUS_NONE && observe_world(&state) != WS_WORLD_GUEST)
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
	registers_state(&state);
	cpu = cpus_running();
	if (cpu != CPUS_NONE && observe_world(&state) != WS_WORLD_GUEST)
		path_acknowledged(&path, cpu, &answer);
}

static void oracle_instruction(struct block *block, struct qemu_plugin_insn *insn, size_t index,
			       const struct instruction *instruction)
{
	struct place place = {.slot = block->slot, .operand = instruction->operand};

	place.flags = (index == 0 ? FLAG_FIRST : 0) |
		      (instruction->kind == INSTRUCTION_SENDS ? FLAG_SENDS : 0) |
		      (instruction->kind == INSTRUCTION_WAITS ? FLAG_WAITS : 0) |
		      (instruction->kind == INSTRUCTION_ACKNOWLEDGES ? FLAG_ACKNOWLEDGES : 0) |
		      (block->foreign ? FLAG_FOREIGN : 0);
	qemu_plugin_register_vcpu_insn_exec_cb(insn, executed, QEMU_PLUGIN_CB_R_REGS,
					       place_keep(&place));
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
	observe_identities(&path);
	observe_forget();
	path_open(&path, cpu);
}

static const char *oracle_close(unsigned int cpu, struct ws_window *window)
{
	return path_close(&path, cpu, window);
}

static void oracle_drop(void)
{
	path_drop(&path);
}

const struct count_design count_oracle = {
	.name = "oracle",
	.prepare = oracle_prepare,
	.instruction = oracle_instruction,
	.block_end = oracle_block_end,
	.counter = {.open = oracle_open, .close = oracle_close, .drop = oracle_drop},
};
