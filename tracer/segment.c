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
 *   begins, before its first instruction and so before its first addition (translator.c,
 *   gen_tb_start).
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
 *   it counted, itself included, and nothing that follows.
 * - What is taken in place of an instruction that is there (a software step, PSTATE.IL, a
 *   misaligned PC) counts as an attempt of it, in either design.
 */
#include "tracer/segment.h"

#include "tracer/counters.h"
#include "tracer/waits.h"

/* A further round is in no segment. */
static void watch_repetition(const struct block *block, struct qemu_plugin_insn *insn, bool further)
{
	struct place place = {.cpu = block->cpu, .flags = block->level};

	qemu_plugin_register_vcpu_insn_exec_cond_cb(insn,
						    further ? segment_callbacks.repetition_goes_on
							    : segment_callbacks.repetition_begins,
						    QEMU_PLUGIN_CB_R_REGS, QEMU_PLUGIN_COND_NE,
						    counters_flag(COUNTERS_RETURNED), 0,
						    place_keep(&place));
}

static void watch_return(const struct block *block, struct qemu_plugin_insn *insn)
{
	struct place place = {.cpu = block->cpu};

	qemu_plugin_register_vcpu_insn_exec_cond_cb(
		insn, segment_callbacks.returns, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_COND_NE,
		counters_flag(COUNTERS_WATCHED), 0, place_keep(&place));
}

/* A block's place has its level for the operand. */
static void watch_block(const struct block *block)
{
	struct place place = {.cpu = block->cpu, .operand = block->level};
	enum counters_flag flag = COUNTERS_IN_WINDOW;

	if (block->may_handle_interrupt)
		place.flags = SEGMENT_HANDLER;
	if (block->at_place)
		place.flags |= SEGMENT_PLACE;
	if (block->may_handle_interrupt || block->may_end_wait || block->at_place)
		flag = COUNTERS_WATCHED;
	qemu_plugin_register_vcpu_tb_exec_cond_cb(block->tb, segment_callbacks.block_begins,
						  QEMU_PLUGIN_CB_R_REGS, QEMU_PLUGIN_COND_NE,
						  counters_flag(flag), 0, place_keep(&place));
}

static void segment_end(struct block *block)
{
	unsigned int counter = block->foreign ? COUNTERS_FOREIGN : block->level;

	if (!block->length)
		return;
	qemu_plugin_register_vcpu_insn_exec_inline_per_vcpu(
		block->first, QEMU_PLUGIN_INLINE_ADD_U64, counters_entry(block->cpu, counter),
		block->length);
	block->length = 0;
	block->entry_faults = false;
}

/* What some kinds of instructions are watched for; after their own addition. */
static void watch_instruction(const struct block *block, struct qemu_plugin_insn *insn,
			      const struct instruction *instruction)
{
	qemu_plugin_vcpu_udata_cb_t callback = segment_callbacks.kinds[instruction->kind];
	struct place place = {.cpu = block->cpu, .operand = instruction->operand};

	if (instruction->kind == INSTRUCTION_WAITS && waits_end_in_sight(insn))
		place.flags = SEGMENT_IN_SIGHT;
	if (instruction->kind == INSTRUCTION_STORES)
		qemu_plugin_register_vcpu_mem_cb(insn, segment_callbacks.stored,
						 QEMU_PLUGIN_CB_R_REGS, QEMU_PLUGIN_MEM_W,
						 place_keep(&place));
	else if (instruction->kind == INSTRUCTION_LOADS)
		qemu_plugin_register_vcpu_mem_cb(insn, segment_callbacks.loaded,
						 QEMU_PLUGIN_CB_R_REGS, QEMU_PLUGIN_MEM_R,
						 place_keep(&place));
	else if (instruction->kind == INSTRUCTION_RETURNS)
		watch_return(block, insn);
	else if (callback)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, callback, QEMU_PLUGIN_CB_R_REGS,
						       place_keep(&place));
}

void segment_instruction(struct block *block, struct qemu_plugin_insn *insn, size_t index,
			 const struct instruction *instruction)
{
	bool further = index == 0 && block->repeated && instruction->kind == INSTRUCTION_REPEATS &&
		       !block->foreign;

	if (block->acknowledges)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, segment_callbacks.acknowledged,
						       QEMU_PLUGIN_CB_R_REGS, NULL);
	block->acknowledges = instruction->kind == INSTRUCTION_ACKNOWLEDGES;
	if (instruction->kind == INSTRUCTION_REPEATS)
		watch_repetition(block, insn, further);
	if (further)
		return;
	if (!block->length)
		block->first = insn;
	block->length++;
	if (instruction->kind != INSTRUCTION_PLAIN || block->entry_faults || block->foreign)
		segment_end(block);
	watch_instruction(block, insn, instruction);
}

void segment_block_end(struct block *block)
{
	segment_end(block);
	watch_block(block);
}
