// SPDX-License-Identifier: GPL-2.0-or-later
/* See entry.h. */
#include "analysis/classify/entry.h"

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
