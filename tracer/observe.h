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
#include "tracer/qemu_plugin.h"

/* sends_to: the physical address that a store sends an interrupt by, 0 where there is none. */
void observe_start(const struct classifier *wanted, uint64_t sends_to);

/* Whether stores may send at all. */
bool observe_stores(void);

enum ws_world observe_world(const struct cpu_state *state);

/*
 * Whether the block that has just begun is the handler of an interrupt that was taken outside
 * guests.
 */
bool observe_interrupt(const struct cpu_state *state);

/* Whether INSTRUCTION_WAITS stops the CPU or is trapped. */
bool observe_wait(const struct cpu_state *state);

/* Whether INSTRUCTION_SENDS with this operand sends, and what. */
bool observe_send(const struct cpu_state *state, unsigned int operand, struct sent *sent);

/* The same of INSTRUCTION_STORES, in the callback of its access to memory. */
bool observe_store(qemu_plugin_meminfo_t info, uint64_t address, unsigned int operand,
		   struct sent *sent);

#endif
