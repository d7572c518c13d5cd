/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What code is spent on that no instruction of it says: entries, exits and mitigations, by the
 * names of their functions; one table for each architecture.
 */
#ifndef WORLDSWITCH_ANALYSIS_CLASSIFY_ENTRY_H
#define WORLDSWITCH_ANALYSIS_CLASSIFY_ENTRY_H

#include <stdbool.h>

#include "analysis/calls.h"
#include "analysis/classes.h"

/* Functions whose names begin so; the first row that fits decides. */
struct entry_row {
	const char *prefix;
	enum ws_class access; /* of loads and stores */
	enum ws_class rest;
	enum ws_direction direction; /* of all accesses; NONE: a store saves, a load restores */
	bool below;                  /* `rest` is all C code, too, that it calls */
};

struct entry_table {
	const struct entry_row *rows;
	size_t count;
};

extern const struct entry_table entry_arm64;
extern const struct entry_table entry_x86_64;

enum entry_access { ENTRY_NONE, ENTRY_LOAD, ENTRY_STORE };

/* Of an instruction of that function, which says of itself what is in `spent`. */
struct ws_spent entry_spent(const struct entry_table *table, const struct ws_function *function,
			    struct ws_spent spent, enum entry_access access);

/* What is C code by itself is what a row has below it. Spent: by executed instruction. -ENOMEM. */
int entry_spent_below(const struct entry_table *table, const struct ws_functions *functions,
		      const struct ws_calls *calls, struct ws_spent *spent);

#endif
