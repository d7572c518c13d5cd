// SPDX-License-Identifier: GPL-2.0-or-later
/* See entry.h. */
#include "analysis/classify/entry.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NVHE "__kvm_nvhe_" /* what the kernel puts before the names of split mode's part */

static const struct entry_row *find_row(const struct entry_table *table, const char *name)
{
	if (!name)
		return NULL;
	if (!strncmp(name, NVHE, strlen(NVHE)))
		name += strlen(NVHE);
	for (size_t at = 0; at < table->count; at++)
		if (!strncmp(name, table->rows[at].prefix, strlen(table->rows[at].prefix)))
			return &table->rows[at];
	return NULL;
}

static struct ws_spent spend(enum ws_class class_of, enum ws_direction direction)
{
	return (struct ws_spent){.class_of = (uint8_t)class_of, .direction = (uint8_t)direction};
}

struct ws_spent entry_spent(const struct entry_table *table, const struct ws_function *function,
			    struct ws_spent spent, enum entry_access access)
{
	const struct entry_row *row = find_row(table, function->name);

	if (!row)
		return spent;
	if (row->rest == WS_CLASS_MITIGATION && row->access == WS_CLASS_MITIGATION)
		return spend(WS_CLASS_MITIGATION, WS_DIRECTION_NONE);
	if (spent.class_of != WS_CLASS_CODE)
		return spent;
	if (access == ENTRY_NONE || row->access == row->rest)
		return spend(row->rest, WS_DIRECTION_NONE);
	if (row->direction)
		return spend(row->access, row->direction);
	return spend(row->access, access == ENTRY_LOAD ? WS_DIRECTION_RESTORE : WS_DIRECTION_SAVE);
}

/* Parents come before their children. */
static void find_below(const struct entry_table *table, const struct ws_functions *functions,
		       const struct ws_calls *calls, uint8_t *below)
{
	for (size_t at = 0; at < calls->count; at++) {
		const struct ws_call *call = &calls->list[at];
		const struct entry_row *row = find_row(table, functions->list[call->function].name);

		below[at] = WS_CLASS_CODE;
		if (row && row->below)
			below[at] = (uint8_t)row->rest;
		else if (call->parent != WS_CALLS_NONE)
			below[at] = below[call->parent];
	}
}

int entry_spent_below(const struct entry_table *table, const struct ws_functions *functions,
		      const struct ws_calls *calls, struct ws_spent *spent)
{
	uint8_t *below = calloc(calls->count + 1, sizeof(*below));

	if (!below)
		return -ENOMEM;
	find_below(table, functions, calls, below);
	for (size_t at = 0; at < calls->executed; at++)
		if (spent[at].class_of == WS_CLASS_CODE)
			spent[at] = spend((enum ws_class)below[calls->of[at]], WS_DIRECTION_NONE);
	free(below);
	return 0;
}
