/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Figures that others published, each with its source and a mark that says how well we know it.
 * Benchmarks are joined by their identifier: a row may wait here for a benchmark yet to be built.
 */
#ifndef WORLDSWITCH_DATA_PUBLISHED_H
#define WORLDSWITCH_DATA_PUBLISHED_H

#include <stddef.h>

#include <worldswitch/units.h>

/* The systems of the study's Table II, in its order. */
enum ws_published_system {
	WS_PUBLISHED_KVM_ARM,
	WS_PUBLISHED_XEN_ARM,
	WS_PUBLISHED_KVM_X86,
	WS_PUBLISHED_XEN_X86,
	WS_PUBLISHED_SYSTEM_COUNT
};

struct ws_published_column {
	const char *name;         /* KVM ARM */
	const char *architecture; /* the part of a target's identifier before the slash */
};

/* How the figure came to us. */
enum ws_mark {
	WS_MARK_CONFIRMED,   /* transcribed from the table, and found in a second text */
	WS_MARK_TRANSCRIBED, /* transcribed from the table; no second text */
};

struct ws_published_figure {
	struct ws_cycles cycles;
	enum ws_mark mark;
};

struct ws_published_row {
	const char *benchmark; /* identifier: of the one that comes nearest to what was measured */
	const char *remark;    /* what the figures mean that is not plain from it, or NULL */
	struct ws_published_figure figures[WS_PUBLISHED_SYSTEM_COUNT];
};

extern const char ws_published_name[];   /* short, for a table's head */
extern const char ws_published_source[]; /* one line */
extern const struct ws_published_column ws_published_columns[WS_PUBLISHED_SYSTEM_COUNT];

/* NULL where nothing was published for this benchmark. */
const struct ws_published_row *ws_published_find(const char *benchmark);

#endif
