/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Figures that others published, each with its source and a mark that says how well we know it.
 * Benchmarks are joined by their identifier: a row may wait here for a benchmark yet to be built.
 */
#ifndef WORLDSWITCH_DATA_PUBLISHED_H
#define WORLDSWITCH_DATA_PUBLISHED_H

#include <stddef.h>

#include <worldswitch/units.h>

/* The systems of the study's Table II, in its order, then those of others. */
enum ws_published_system {
	WS_PUBLISHED_KVM_ARM,
	WS_PUBLISHED_XEN_ARM,
	WS_PUBLISHED_KVM_X86,
	WS_PUBLISHED_XEN_X86,
	WS_PUBLISHED_STUDY_COUNT,
	WS_PUBLISHED_NEOVERSE_N1 = WS_PUBLISHED_STUDY_COUNT,
	WS_PUBLISHED_NEOVERSE_N1_BHB,
	WS_PUBLISHED_ALTRA,
	WS_PUBLISHED_KUNPENG_920,
	WS_PUBLISHED_CORTEX_A57_SPLIT,
	WS_PUBLISHED_CORTEX_A57_VHE,
	WS_PUBLISHED_CORTEX_A15,
	WS_PUBLISHED_SYSTEM_COUNT
};

struct ws_published_machine {
	const char *name;         /* Neoverse N1 */
	const char *architecture; /* arm64, arm (32 bits), x86_64 */
	uint8_t implementer;      /* of MIDR_EL1, and its part; 0 where there is no such register */
	uint16_t part;
};

struct ws_published_source {
	const char *venue;  /* short, for a table's head: ISCA 2016 */
	const char *text;   /* which hypervisor, who, where, when: one line */
	const char *method; /* what all figures of this kind are, or NULL */
};

struct ws_published_column {
	const char *name;         /* KVM ARM */
	const char *detail;       /* what tells it from other machines' and from its like: X-Gene */
	const char *architecture; /* beside whose results it stands, as in a target's identifier */
	const struct ws_published_machine *machine;
	const struct ws_published_source *source;
};

/* How the figure came to us. */
enum ws_mark {
	WS_MARK_NONE,        /* there is no figure */
	WS_MARK_CONFIRMED,   /* transcribed from the table, and found in a second text */
	WS_MARK_TRANSCRIBED, /* transcribed from the table; no second text */
	WS_MARK_SEEN,        /* read in the author's own text, or raw data */
	WS_MARK_SECOND_HAND, /* in a note that cites the table */
	WS_MARK_COUNT
};

/* Its unit says which of the two it is. */
struct ws_published_figure {
	enum ws_mark mark;
	enum ws_unit unit;
	union {
		struct ws_cycles cycles;
		struct ws_nanoseconds nanoseconds;
	};
};

struct ws_published_row {
	const char *benchmark; /* identifier: of the one that comes nearest to what was measured */
	const char *remark;    /* what the figures mean that is not plain from it, or NULL */
	const char *remark_of; /* the architecture of the figures that it is of; NULL: all */
	struct ws_published_figure figures[WS_PUBLISHED_SYSTEM_COUNT];
};

extern const char ws_published_source[]; /* the study's, one line */
extern const char *const ws_mark_words[WS_MARK_COUNT];
extern const struct ws_published_column ws_published_columns[WS_PUBLISHED_SYSTEM_COUNT];

/* NULL where nothing was published for this benchmark. */
const struct ws_published_row *ws_published_find(const char *benchmark);

/* The system's hypercall, which everybody measured: all its figures have the unit of this one, and
 * its mark where they are not the study's.
 */
const struct ws_published_figure *ws_published_first(enum ws_published_system system);

/* In its own unit. */
uint64_t ws_published_count(const struct ws_published_figure *figure);

#endif
