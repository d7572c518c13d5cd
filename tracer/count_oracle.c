// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The oracle: a callback for every instruction, which asks the CPU whose it is. No segments, no
 * classification, no knowledge of a block's level and none of what writes HCR_EL2: slower, and
 * right by inspection. Outside windows it only looks whether one is open.
 */
#include "tracer/count.h"
#include "tracer/registers.h"

struct cpu {
	bool open;
	bool foreign;
	uint64_t executed[WS_WORLD_COUNT];
};

static const struct classifier *classifier;
static struct cpu cpus[COUNT_CPUS_MAX];

static bool oracle_prepare(const struct classifier *wanted)
{
	classifier = wanted;
	return true;
}

static void executed(unsigned int cpu_index, void *userdata)
{
	struct cpu *cpu = &cpus[cpu_index];
	struct cpu_state state;

	(void)userdata;
	if (!cpu->open)
		return;
	registers_state(&state);
	cpu->executed[classifier->world(classifier->level(&state), state.control)]++;
}

static void executed_foreign(unsigned int cpu_index, void *userdata)
{
	(void)userdata;
	cpus[cpu_index].foreign = true;
}

static void oracle_instruction(struct block *block, struct qemu_plugin_insn *insn,
			       enum instruction_kind kind)
{
	(void)kind;
	qemu_plugin_register_vcpu_insn_exec_cb(insn, block->foreign ? executed_foreign : executed,
					       QEMU_PLUGIN_CB_R_REGS, NULL);
}

static void oracle_block_end(struct block *block)
{
	(void)block;
}

static void oracle_open(unsigned int cpu_index)
{
	cpus[cpu_index] = (struct cpu){.open = true};
}

static bool oracle_close(unsigned int cpu_index, uint64_t instructions[WS_WORLD_COUNT])
{
	struct cpu *cpu = &cpus[cpu_index];

	for (size_t world = 0; world < WS_WORLD_COUNT; world++)
		instructions[world] = cpu->executed[world];
	cpu->open = false;
	return !cpu->foreign;
}

const struct count_design count_oracle = {
	.name = "oracle",
	.prepare = oracle_prepare,
	.instruction = oracle_instruction,
	.block_end = oracle_block_end,
	.counter = {.open = oracle_open, .close = oracle_close},
};
