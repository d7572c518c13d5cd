/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two windows lined up along one axis: which part of the one is which of the other, and what either
 * has of it. A sum over the lines is each window's value.
 */
#ifndef WORLDSWITCH_REPORT_EXPLAIN_LINES_H
#define WORLDSWITCH_REPORT_EXPLAIN_LINES_H

#include <stdbool.h>

#include "analysis/explanation.h"

struct ws_line {
	char *name;                     /* as it is shown */
	int side;                       /* one of the explanations that have it, */
	uint32_t key;                   /* and of that one of its parts */
	uint64_t own[2];                /* what each of the two has of it */
	bool worlds[2][WS_WORLD_COUNT]; /* by whom it is executed */
};

struct ws_lines {
	struct ws_line *list;
	const struct ws_line **sorted; /* what contributes most to the difference comes first */
	size_t count;
	/* Of the axis of functions, by side and function: the line that has it, or NULL. */
	const struct ws_line **of[2];
};

/*
 * Parts that are called the same are the same. Of functions the source's names count: without what
 * the compiler appends to a part or a copy (`.part.0`, `.constprop.0`), and without what split
 * mode's part of KVM has before its names. What one window has twice under one name, in EL2 and in
 * the host's kernel, is lined up apart with what the other has there; what is then left of a name
 * on both sides is one line, such as split mode's part of KVM with VHE's. -ENOMEM. Freed by
 * ws_lines_free always.
 */
int ws_lines_of(const struct ws_explanation explanations[2], enum ws_axis axis,
		struct ws_lines *lines);
void ws_lines_free(struct ws_lines *lines);

int64_t ws_line_growth(const struct ws_line *line);

/* "hypervisor", "host-kernel > hypervisor", "2 worlds > hypervisor": the two, or the one that has
 * it. */
#define WS_LINE_WORLDS_MAX 32
void ws_line_worlds(const struct ws_line *line, char text[WS_LINE_WORLDS_MAX]);

#endif
