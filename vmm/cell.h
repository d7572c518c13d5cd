/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cell that a timed guest is in. It says so itself, before anything that may not end: what has
 * begun has a time limit of its own.
 */
#ifndef WORLDSWITCH_VMM_CELL_H
#define WORLDSWITCH_VMM_CELL_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/benchmarks.h>

#include "support/error.h"
#include "vmm/options.h"

struct vmm_vm;

struct vmm_cell {
	bool begun; /* else the guest has not got to its first one */
	enum ws_benchmark benchmark;
	unsigned int step;   /* enum ws_backend_step */
	uint64_t first_ns;   /* when the first one began, by the monotonic clock */
	unsigned int number; /* of this one, from 1 */
	uint64_t until_ns;   /* it has no further round */
};

/*
 * So long a guest may take to its first cell; a step of one has options->patience. (A warm-up is a
 * few dozen windows: it is at it in vain when it has used up this part of that on a CPU.)
 */
#define VMM_BOOT_LIMIT_MS 4000
#define VMM_BUSY_PART     4

/* Who is patient with a step is so with the start, too. */
static inline unsigned int vmm_cell_boot_ms(const struct vmm_options *options)
{
	return options->patience * 1000 < VMM_BOOT_LIMIT_MS ? VMM_BOOT_LIMIT_MS
							    : options->patience * 1000;
}

/* The guest is about to be run. */
void vmm_cell_wait(struct vmm_vm *vm);

/* What the guest has written to WS_BACKEND_CELL; false where there is no such step or benchmark. */
bool vmm_cell_step(struct vmm_vm *vm, uint64_t value);

/*
 * After a run of the VM that failed with -errno. Where it was in a cell, that cell is told (a
 * `cell` record), the options ask for those behind it alone, and true is returned: another VM may
 * go on.
 */
bool vmm_cell_ended(const struct vmm_vm *vm, struct vmm_options *options, int result);

/*
 * After one that nobody goes on from: where it was `null` that did not end, which of its steps that
 * was, in place of where its VCPU happened to be.
 */
void vmm_cell_explain(const struct vmm_vm *vm, int result, struct ws_error *error);

/* Whether the cell is to have another round. */
bool vmm_more(struct vmm_vm *vm, enum ws_benchmark benchmark);

#endif
