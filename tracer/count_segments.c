// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The fast design: one addition for each run of instructions that cannot be left midway.
 *
 * A block of translated code may be left at any instruction that faults, so an addition per block
 * counts too much. A segment ends with the first instruction that may leave; the addition sits
 * before its first one, so it is made exactly when all of the segment is executed or, of its last
 * instruction, attempted. What makes this exact in QEMU 10.0 (accel/tcg, target/arm):
 *
 * - Interrupts, the end of an icount budget and requests to stop are looked at where a block
 * begins, before its first instruction and so before its first addition (translator.c,
 * gen_tb_start).
 * - An access to a device that is not its block's last instruction is abandoned and made again in a
 *   block of its own (cpu_io_recompile). That block has CF_MEMI_ONLY, for which the emulator drops
 *   every callback and addition before an instruction: it counted at the attempt, and once.
 *   CF_MEMI_ONLY is part of the key under which blocks are found, so nothing else ever runs in it.
 * - A block cut short by the icount budget is another block with segments of its own. A translation
 *   that is begun again (buffer full, code too large) counts nothing, because nothing is counted
 *   while translating; the same goes for code thrown away because it was overwritten.
 * - An A64 block never crosses a page, so an instruction that cannot be fetched begins a block and
 *   is not in any segment: it was not executed.
 * - A block with an indirect branch before it may fault at its first instruction, whatever it is
 *   (entry_faults): that one is then a segment of its own.
 * - A marker ends its segment: its callback, which comes after the addition, finds all that led to
 * it counted, itself included, and nothing that follows.
 * - What is taken in place of an instruction that is there (a software step, PSTATE.IL, a
 * misaligned PC) counts as an attempt of it, in either design.
 *
 * Counters belong to levels of privilege, because blocks do: the level is in the key under which a
 * block is found (the MMU index in its flags), so a block never runs at another than it was
 * translated at. Whether EL1 and EL0 are a guest's is not in that key. A guest's and the host's
 * EL1 may share a block; their world is therefore settled when the counters are read and, before
 * that, whenever HCR_EL2 is about to be written: until then it had the value that it has now.
 */
#include "tracer/count.h"
#include "tracer/registers.h"

struct levels {
	uint64_t executed[CLASSIFY_LEVELS];
	uint64_t foreign;
};

struct worlds {
	uint64_t executed[WS_WORLD_COUNT];
	uint64_t foreign;
};

struct cpu {
	struct levels settled; /* how far the levels' counters are already in the worlds' */
	struct worlds worlds;
	struct worlds begin; /* of the window */
};

static const struct classifier *classifier;
static struct qemu_plugin_scoreboard *scoreboard;
static struct cpu cpus[COUNT_CPUS_MAX];

static bool segments_prepare(const struct classifier *wanted)
{
	classifier = wanted;
	scoreboard = qemu_plugin_scoreboard_new(sizeof(struct levels));
	return scoreboard;
}

/* Adds what each level has executed since the last time to the world that it was. */
static void settle(unsigned int cpu_index)
{
	const struct levels *now = qemu_plugin_scoreboard_find(scoreboard, cpu_index);
	struct cpu *cpu = &cpus[cpu_index];
	uint64_t control = registers_read(REGISTER_CONTROL);

	for (unsigned int level = 0; level < CLASSIFY_LEVELS; level++)
		cpu->worlds.executed[classifier->world(level, control)] +=
			now->executed[level] - cpu->settled.executed[level];
	cpu->worlds.foreign = now->foreign;
	cpu->settled = *now;
}

static void before_world_changes(unsigned int cpu_index, void *userdata)
{
	(void)userdata;
	settle(cpu_index);
}

static void segment_end(struct block *block)
{
	qemu_plugin_u64 counter = {.score = scoreboard};

	if (!block->length)
		return;
	counter.offset = block->foreign ? offsetof(struct levels, foreign)
					: offsetof(struct levels, executed[block->level]);
	qemu_plugin_register_vcpu_insn_exec_inline_per_vcpu(
		block->first, QEMU_PLUGIN_INLINE_ADD_U64, counter, block->length);
	block->length = 0;
	block->entry_faults = false;
}

static void segments_instruction(struct block *block, struct qemu_plugin_insn *insn,
				 enum instruction_kind kind)
{
	if (!block->length)
		block->first = insn;
	block->length++;
	if (kind == INSTRUCTION_WORLD)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, before_world_changes,
						       QEMU_PLUGIN_CB_R_REGS, NULL);
	if (kind != INSTRUCTION_PLAIN || block->entry_faults || block->foreign)
		segment_end(block);
}

static void segments_open(unsigned int cpu_index)
{
	settle(cpu_index);
	cpus[cpu_index].begin = cpus[cpu_index].worlds;
}

static bool segments_close(unsigned int cpu_index, uint64_t instructions[WS_WORLD_COUNT])
{
	const struct cpu *cpu = &cpus[cpu_index];

	settle(cpu_index);
	for (size_t world = 0; world < WS_WORLD_COUNT; world++)
		instructions[world] = cpu->worlds.executed[world] - cpu->begin.executed[world];
	return cpu->worlds.foreign == cpu->begin.foreign;
}

const struct count_design count_segments = {
	.name = "fast",
	.prepare = segments_prepare,
	.instruction = segments_instruction,
	.block_end = segment_end,
	.counter = {.open = segments_open, .close = segments_close},
};
