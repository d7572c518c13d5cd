/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counting what a CPU executes, world by world. There are two designs behind one interface: the
 * fast one is what users run, the oracle is what proves it right. They share no counting code, and
 * the oracle asks the CPU itself where the fast one infers.
 */
#ifndef WORLDSWITCH_TRACER_COUNT_H
#define WORLDSWITCH_TRACER_COUNT_H

#include "tracer/cells.h"
#include "tracer/classify/classify.h"
#include "tracer/qemu_plugin.h"

/* One, until each CPU is known to have its own index: see plugin.c. */
#define COUNT_CPUS_MAX 1

/* What is known of a block of code while it is translated. */
struct block {
	const struct classifier *classifier;
	unsigned int level;
	bool foreign;      /* in a state that the classifier does not describe: never attributed */
	bool entry_faults; /* its first instruction may fault, whatever it is */

	/* The segment under way, of the fast design. */
	struct qemu_plugin_insn *first;
	uint64_t length;
};

struct count_design {
	const char *name; /* as the argument mode= has it */
	bool (*prepare)(const struct classifier *classifier);
	/* Each instruction of a block in its order, then the block's end. */
	void (*instruction)(struct block *block, struct qemu_plugin_insn *insn,
			    enum instruction_kind kind);
	void (*block_end)(struct block *block);
	struct counter counter;
};

extern const struct count_design count_segments;
extern const struct count_design count_oracle;

#endif
