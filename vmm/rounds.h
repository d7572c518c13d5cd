/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When a timed cell has said enough: its median's interval is narrow, or its time is up. Asked by
 * the guest between two rounds of windows (WS_BACKEND_MORE), answered from its own records.
 */
#ifndef WORLDSWITCH_VMM_ROUNDS_H
#define WORLDSWITCH_VMM_ROUNDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "records/log.h"
#include "support/error.h"

struct vmm_rounds {
	struct log log; /* of the guest's console */
	int cell;       /* the one under way, or -1 */
	int64_t began_ms;
	unsigned int limit_ms; /* for a cell */
};

/* Allocated; NULL and a line where there is no memory. */
struct vmm_rounds *vmm_rounds_new(unsigned int limit_ms, struct ws_error *error);
void vmm_rounds_free(struct vmm_rounds *rounds);

/* A line of the console, with its newline. */
void vmm_rounds_take(struct vmm_rounds *rounds, const char *line, size_t length);

/* Whether the cell under way should have another round. */
bool vmm_rounds_more(const struct vmm_rounds *rounds);

#endif
