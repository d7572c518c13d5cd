/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The fast design while code is translated: a block becomes segments with an addition each, and
 * what is to be seen of it while it runs gets a callback.
 */
#ifndef WORLDSWITCH_TRACER_SEGMENT_H
#define WORLDSWITCH_TRACER_SEGMENT_H

#include "tracer/count.h"

/* The flags of a callback's place. */
#define SEGMENT_HANDLER  1 /* the block may be an interrupt's handler */
#define SEGMENT_IN_SIGHT 2 /* each block after this wait has a callback */
#define SEGMENT_PLACE    4 /* the block begins at a place of interest */

/* All but `acknowledged`, `stored` and `loaded` are called before what they are of is executed. */
struct segment_callbacks {
	qemu_plugin_vcpu_udata_cb_t block_begins; /* its place has the level for its operand */
	qemu_plugin_vcpu_udata_cb_t kinds[INSTRUCTION_KINDS]; /* or NULL */
	qemu_plugin_vcpu_udata_cb_t acknowledged;
	qemu_plugin_vcpu_mem_cb_t stored, loaded;
	qemu_plugin_vcpu_udata_cb_t returns; /* to what was interrupted */
	/* A first round, and each further one, whose place has the level as its flags. */
	qemu_plugin_vcpu_udata_cb_t repetition_begins, repetition_goes_on;
};

extern const struct segment_callbacks segment_callbacks;

/* See struct count_design. */
void segment_instruction(struct block *block, struct qemu_plugin_insn *insn, size_t index,
			 const struct instruction *instruction);
void segment_block_end(struct block *block);

#endif
