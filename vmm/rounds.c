// SPDX-License-Identifier: GPL-2.0-or-later
/* The log keeps what the guest says of all its cells: some 100 KB for each, which no window sees.
 */
#include "vmm/rounds.h"

#include <errno.h>
#include <stdlib.h>

struct vmm_rounds *vmm_rounds_new(struct ws_error *error)
{
	struct vmm_rounds *rounds = calloc(1, sizeof(*rounds));

	if (!rounds) {
		ws_fail_errno(error, ENOMEM, "cannot follow the guest's cells");
		return NULL;
	}
	if (!log_begin(&rounds->log, error))
		return rounds;
	free(rounds);
	return NULL;
}

void vmm_rounds_free(struct vmm_rounds *rounds)
{
	if (!rounds)
		return;
	log_free(&rounds->log);
	free(rounds);
}

void vmm_rounds_take(struct vmm_rounds *rounds, const char *line, size_t length)
{
	log_feed(&rounds->log, line, length);
}

bool vmm_rounds_settled(const struct vmm_rounds *rounds)
{
	return rounds && log_is_settled(&rounds->log);
}
