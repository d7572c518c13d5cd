/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counting what CPUs execute, world by world, and noticing what leads from one CPU to another.
 * There are two designs behind one interface: the fast one is what users run, the oracle is what
 * proves it right. They share no counting code, and the oracle asks the CPU itself, at every
 * instruction, where the fast one infers; both tell path.h what they see.
 */
#ifndef WORLDSWITCH_TRACER_COUNT_H
#define WORLDSWITCH_TRACER_COUNT_H

#include "tracer/cells.h"
#include "tracer/classify/classify.h"
#include "tracer/place.h"
#include "tracer/qemu_plugin.h"

/* What is known of a block of code while it is translated. */
struct block {
	struct qemu_plugin_tb *tb;
	unsigned int level;
	enum ws_world world; /* that translates it, as far as registers tell */
	unsigned int cpu;    /* that it is translated for, or CPUS_NONE: see cpus.h */
	bool foreign;       /* in a state that the classifier does not describe: never attributed */
	bool entry_faults;  /* its first instruction may fault, whatever it is */
	bool repeated;      /* its first one is not begun, if it repeats itself */
	bool may_be_vector; /* of any exception */
	bool may_handle_interrupt;
	bool may_end_wait; /* a CPU that waited may go on here: see waits.h */
	bool at_place;     /* it begins at a place of interest: see places.h */

	bool acknowledges; /* the instruction before did, in this block: see observe.h */

	/* The segment under way, of the fast design. */
	struct qemu_plugin_insn *first;
	uint64_t length;
};

struct count_design {
	const char *name; /* as the argument mode= has it */
	bool (*prepare)(const struct classifier *classifier);
	/* Each instruction of a block in its order, then the block's end. */
	void (*instruction)(struct block *block, struct qemu_plugin_insn *insn, size_t index,
			    const struct instruction *instruction);
	void (*block_end)(struct block *block);
	/* Counting begins. NULL: that is no news. */
	void (*begin)(void);
	/* See guests.h: also before that. NULL: it sees for itself. */
	void (*crosses)(unsigned int cpu, bool enters);
	/* The control of the CPU that runs. */
	uint64_t (*control)(unsigned int cpu);
	struct counter counter;
};

extern const struct count_design count_segments;
extern const struct count_design count_oracle;

#endif
