/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of two windows side by side, in the order in which they are lined up. Those whose
 * sources have one name are a group; those of a group in one image and world are a subgroup.
 */
#ifndef WORLDSWITCH_REPORT_EXPLAIN_ENTRIES_H
#define WORLDSWITCH_REPORT_EXPLAIN_ENTRIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analysis/explanation.h"

/* What split mode's part of KVM puts before the names of its functions. */
#define NVHE "__kvm_nvhe_"

#define BOTH_SIDES 3

struct entry {
	char *full;   /* its name */
	char *source; /* that of its source: entries of one are a group */
	bool nvhe;
	enum ws_world world;
	int side;
	uint32_t key;
	uint64_t own;
};

struct entries {
	struct entry *list;
	size_t count;
	bool apart; /* worlds and images tell entries of one name apart */
};

/* The parts of one side; -ENOMEM. */
int entries_add(struct entries *entries, const struct ws_explanation *explanation,
		enum ws_axis axis, int side);
void entries_sort(struct entries *entries);
void entries_free(struct entries *entries);

size_t entries_group_end(const struct entries *entries, size_t begin);
/* The end of the subgroup, and on which sides it is: bit N is side N. */
size_t entries_subgroup_end(const struct entries *entries, size_t begin, unsigned int *sides);
/* On which sides there are subgroups that the other has not. */
unsigned int entries_sides_left(const struct entries *entries, size_t begin, size_t end);

#endif
