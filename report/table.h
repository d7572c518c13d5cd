/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the table's files share: the text of every cell, and a pen that leaves no trailing blanks.
 */
#ifndef WORLDSWITCH_REPORT_TABLE_H
#define WORLDSWITCH_REPORT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <worldswitch/result.h>

#include "data/published.h"
#include "report/report.h"
#include "report/traits.h"

#define WS_NOTE_INDENT    14 /* of the legend under the table: its longest lead is "instructions" */
#define WS_COUNT_TEXT_MAX 27 /* 2^64 with separators, and a NUL */

struct ws_table_cell {
	char text[WS_COUNT_TEXT_MAX]; /* a number, "-", or a verdict's word */
	char share[24];               /* " ns" of another unit, " ?", " 97%"; or empty */
	bool bad;
};

struct ws_table_column {
	char architecture[16]; /* of its target, left out of the heading; empty: it has none */
	char heading[64];
	struct ws_traits traits; /* under it, what tells it from others of the same heading */
	char group[64]; /* unit, and source where it is not ours; columns beside each other share it
			 */
	enum ws_published_system system; /* where it is no result */
	unsigned int text_width;
	unsigned int share_width;
	unsigned int width;
	struct ws_table_cell cells[WS_BENCHMARK_COUNT];
};

struct ws_table {
	struct ws_table_column *columns;
	size_t column_count;
	bool rows[WS_BENCHMARK_COUNT]; /* which benchmarks are shown */
	size_t result_count;           /* columns that are results, in their order, before others */
	bool left_out[WS_PUBLISHED_SYSTEM_COUNT]; /* for want of width */
	unsigned int label_width;
};

/* Fills the columns (allocated: free table->columns) for lines of this width; false: no memory. */
bool ws_table_fill(struct ws_table *table, const struct ws_result *results, size_t count,
		   unsigned int width);

/* Puts the figures of others behind the results, where there is room for all; false: no memory. */
bool ws_table_add_published(struct ws_table *table, const struct ws_result *results, size_t count,
			    unsigned int width);

/* Computes the column's widths from its texts. */
void ws_table_column_fit(struct ws_table_column *column);

/* Prints what the table's cells cannot say: reasons, spreads, units, sources, what ran. */
void ws_table_notes(FILE *out, const struct ws_table *table, const struct ws_result *results,
		    size_t count, const struct ws_table_options *options);
void ws_table_reasons(FILE *out, const struct ws_table *table, const struct ws_result *results,
		      size_t count, const struct ws_table_options *options);
/*
 * Of a cell that a clock timed: no more digits than its samples support, "<0" where they are
 * shorter than those of null; and what is to be known.
 */
void ws_timed_text(const struct ws_cell *cell, char text[WS_COUNT_TEXT_MAX]);
/* What any cell says where it has room for one number: that, its count, or its verdict's word. */
void ws_value_text(const struct ws_cell *cell, char text[WS_COUNT_TEXT_MAX]);
/* " ?" behind the number of a clock's cell that is not settled, else "". */
const char *ws_unsettled_mark(const struct ws_cell *cell);
/* What a reader has to know where a cell is so: the mark and its meaning. */
struct ws_remark {
	bool (*applies)(const struct ws_cell *cell);
	const char *label;
	const char *text;
};
extern const struct ws_remark ws_timed_remarks[];
extern const size_t ws_timed_remark_count;
bool ws_remark_applies(const struct ws_remark *remark, const struct ws_result *results,
		       size_t count);
/* "hypercall 500, io-in 1,204": a result's cycles as time; "" where it has none. NULL: no memory.
 */
char *ws_nanoseconds(const struct ws_result *result);
void ws_table_timed(FILE *out, const struct ws_table *table, const struct ws_result *results,
		    size_t count, const struct ws_table_options *options);
void ws_table_spreads(FILE *out, const struct ws_table *table, const struct ws_result *results,
		      size_t count, const struct ws_table_options *options);
void ws_table_rejected(FILE *out, const struct ws_table *table, const struct ws_result *results,
		       size_t count, const struct ws_table_options *options);
void ws_table_hazards(FILE *out, const struct ws_table *table, const struct ws_result *results,
		      size_t count, const struct ws_table_options *options);
void ws_table_limits(FILE *out, const struct ws_table *table, const struct ws_result *results,
		     size_t count, const struct ws_table_options *options);
void ws_table_published(FILE *out, const struct ws_table *table,
			const struct ws_table_options *options);
void ws_table_places(FILE *out, const struct ws_table *table, const struct ws_result *results,
		     size_t count, const struct ws_table_options *options);
/* What ran, as one list, in which nothing is said twice. */
void ws_ran_list(FILE *out, const struct ws_result *results, size_t count);
void ws_table_ran(FILE *out, const struct ws_result *results, size_t count,
		  const struct ws_table_options *options);

/* The word that a cell without a value shows. */
const char *ws_table_word(enum ws_verdict verdict);

/* The traits of a result's column as " (6.12, cortex-a76)"; empty where it has none. */
void ws_traits_text(const struct ws_table *table, size_t result, char *text, size_t size);
#define WS_TRAITS_TEXT_MAX (WS_TRAIT_COUNT * (WS_TRAIT_TEXT_MAX + 2) + 4)

/* " 97%" of the whole, rounded down, " <1%" where that is nothing. */
void ws_share_text(uint64_t part, uint64_t whole, char *text, size_t size);

/* 1843 as "1,843". */
void ws_count_text(uint64_t count, char text[WS_COUNT_TEXT_MAX]);

struct ws_pen {
	FILE *out;
	bool colour;
	unsigned int blanks; /* owed: paid when something follows on the line */
};

void ws_pen_blanks(struct ws_pen *pen, unsigned int count);
void ws_pen_text(struct ws_pen *pen, const char *text, bool red);
void ws_pen_end(struct ws_pen *pen);

/*
 * A paragraph of words: the first line begins with lead, padded to indent; the others with indent
 * blanks. No line is wider than width, where that leaves room behind the indent: a longer word, a
 * path most often, is broken. Bytes that a terminal would act on become '?'.
 */
void ws_paragraph(FILE *out, unsigned int width, unsigned int indent, const char *lead,
		  const char *text);

#endif
