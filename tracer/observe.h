/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a CPU is doing, read off its registers in a callback: the answers of its architecture's
 * classifier, for whoever counts.
 */
#ifndef WORLDSWITCH_TRACER_OBSERVE_H
#define WORLDSWITCH_TRACER_OBSERVE_H

#include <stdbool.h>
#include <stdint.h>

#include "tracer/classify/classify.h"
#include "tracer/path.h"
#include "tracer/qemu_plugin.h"

/*
 * The physical addresses that a store sends an interrupt by, and a load acknowledges one; 0 where
 * there is none.
 */
void observe_start(const struct classifier *wanted, uint64_t sends_to, uint64_t acknowledged_at);

/* Whether an instruction of this kind, at this level, may do more than leave its block. */
bool observe_wants(enum instruction_kind kind, unsigned int level);

enum ws_world observe_world(const struct cpu_state *state);

/*
 * Whether the block that has just begun, at this level, is at a vector at all: less to read than
 * whether it is an interrupt's handler, and enough for most blocks.
 */
bool observe_vector(unsigned int level);

/*
 * Whether the block that has just begun is the handler of an interrupt that was taken outside
 * guests; and which was, where that tells. Else it is ACKNOWLEDGED_NOTHING as yet.
 */
bool observe_interrupt(unsigned int cpu, const struct cpu_state *state, const struct path *path,
		       struct acknowledged *taken);

/* Whether INSTRUCTION_WAITS stops the CPU or is trapped. */
bool observe_wait(const struct cpu_state *state);

/* Whether INSTRUCTION_SENDS with this operand sends, and what. */
bool observe_send(const struct cpu_state *state, unsigned int operand, struct sent *sent);

/* The same of INSTRUCTION_STORES, in each callback of its access to memory. */
bool observe_store(unsigned int cpu, qemu_plugin_meminfo_t info, uint64_t address,
		   struct sent *sent);

/*
 * A CPU executes INSTRUCTION_ACKNOWLEDGES, with this operand. The answer is in that register only
 * afterwards: before the CPU's next instruction, which is another block's first. (The emulator ends
 * a block with what is input or output under icount: QEMU 10.0, translator_io_start. Without it,
 * with one CPU, it may be the next one of the block.)
 */
void observe_acknowledging(unsigned int cpu, const struct cpu_state *state, unsigned int operand);

/* Whether an answer is still to come. */
bool observe_awaits_answer(unsigned int cpu);

/* Before each of a CPU's next instructions: whether there is an answer, and which. */
bool observe_acknowledged(unsigned int cpu, struct acknowledged *answer);

/* Answers that are still to come are of no interest any more. */
void observe_forget(void);

/* The same of INSTRUCTION_LOADS, in the callback of its access to memory. */
bool observe_load(qemu_plugin_meminfo_t info, uint64_t address, struct acknowledged *answer);

#endif
