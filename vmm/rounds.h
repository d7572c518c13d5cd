/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When a timed cell has said enough: its median's interval is narrow. Asked by the guest between
 * two rounds of windows (WS_BACKEND_MORE), answered from its own records.
 */
#ifndef WORLDSWITCH_VMM_ROUNDS_H
#define WORLDSWITCH_VMM_ROUNDS_H

#include <stdbool.h>
#include <stddef.h>

#include "records/log.h"
#include "support/error.h"

struct vmm_rounds {
	struct log log; /* of the guest's console */
};

/* Allocated; NULL and a line where there is no memory. */
struct vmm_rounds *vmm_rounds_new(struct ws_error *error);
void vmm_rounds_free(struct vmm_rounds *rounds);

/* A line of the console, with its newline. */
void vmm_rounds_take(struct vmm_rounds *rounds, const char *line, size_t length);

/* Whether the cell under way has said enough; NULL never says so. */
bool vmm_rounds_settled(const struct vmm_rounds *rounds);

#endif
