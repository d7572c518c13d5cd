/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two documents beside each other, in every format that can show that (formats.h). */
#ifndef WORLDSWITCH_REPORT_COMPARE_H
#define WORLDSWITCH_REPORT_COMPARE_H

#include <stdio.h>

#include "analysis/changes.h"
#include "report/report.h"
#include "report/table.h"
#include "report/variation.h"

#define WS_COMPARE_SCHEMA "worldswitch.compare/1"

struct ws_compared {
	const struct ws_changes *changes;
	const char *old, *now; /* the documents' files */
	double above;          /* relative: what a regression has to exceed to fail */
};

/* -ENOMEM, all of them. */
int ws_compare_table(FILE *out, const struct ws_compared *compared,
		     const struct ws_table_options *options);
int ws_compare_json(FILE *out, const struct ws_compared *compared,
		    const struct ws_table_options *options);
int ws_compare_ktap(FILE *out, const struct ws_compared *compared,
		    const struct ws_table_options *options);
int ws_compare_markdown(FILE *out, const struct ws_compared *compared,
			const struct ws_table_options *options);

/*
 * The command that takes the largest difference apart, allocated; NULL: nothing differs, or it is
 * not of a kind that can be taken apart.
 */
char *ws_compare_explain(const struct ws_compared *compared);

/* What tells the results from their neighbours, one text for each. NULL: no memory. */
ws_variation *ws_compared_variations(const struct ws_changes *changes);

/* Whether one side, or both, was timed by an emulator's clock. */
bool ws_compared_is_emulated(const struct ws_changed_result *result);

/*
 * "arm64/kvm-vhe/hypercall (cortex-a57)", "host/null, emulated"; benchmark NULL: the result alone.
 */
#define WS_COMPARED_NAME_MAX (160 + WS_VARIATION_MAX)
void ws_compared_name(const struct ws_changed_result *result, const char *benchmark,
		      const char *variation, char text[WS_COMPARED_NAME_MAX]);

/* What became of a cell, in one or two words: "same, spread". */
const char *ws_compared_word(const struct ws_comparison *comparison);

/* "+572", "+45.0%", of a clock with no more digits than both cells have; empty where there is
 * nothing to say.
 */
#define WS_DIFFERENCE_TEXT_MAX 32
void ws_difference_text(const struct ws_changed_cell *cell, char text[WS_DIFFERENCE_TEXT_MAX]);
void ws_relative_text(const struct ws_changed_cell *cell, char text[WS_DIFFERENCE_TEXT_MAX]);

/* The n-th remark on what a clock timed that a reader of these numbers needs, or NULL. */
const struct ws_remark *ws_compared_remark(const struct ws_changes *changes, size_t n);

/* The unit over a result's columns, and the n-th remark on numbers that have another, or NULL. */
enum ws_unit ws_compared_unit(const struct ws_changed_result *result);
const struct ws_remark *ws_compared_unit_remark(const struct ws_changes *changes, size_t n);

/* "1 regressed, 9 same": how many cells of each kind, the worst first. */
void ws_compared_summary(FILE *out, const struct ws_changes *changes);

/* "kernel: 6.1.0, now 6.12.1": a difference in words; of command lines the words that differ. */
void ws_differs_text(FILE *out, const struct ws_difference *difference);

#endif
