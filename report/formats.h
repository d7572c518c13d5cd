/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of formats: what each is called on the command line, and what prints what in it.
 * Where a format has no function for something, it cannot show that.
 */
#ifndef WORLDSWITCH_REPORT_FORMATS_H
#define WORLDSWITCH_REPORT_FORMATS_H

#include <stddef.h>
#include <stdio.h>

#include <worldswitch/result.h>

#include "report/compare.h"
#include "report/history.h"
#include "report/report.h"

struct ws_format {
	const char *name;
	/* Results, of one run or of several. -ENOMEM. */
	int (*results)(FILE *out, const struct ws_result *results, size_t count,
		       const struct ws_table_options *options);
	/* Two documents beside each other. -ENOMEM. */
	int (*comparison)(FILE *out, const struct ws_compared *compared,
			  const struct ws_table_options *options);
	/* What was found in the history: cells, or results. */
	void (*history)(FILE *out, const struct ws_history_entry *entries, size_t count,
			bool cells);
};

extern const struct ws_format ws_formats[];
extern const size_t ws_format_count;

/* NULL: there is none of this name. */
const struct ws_format *ws_format_find(const char *name);

/* One function per file of this room; the options are for terminals, and some have no use for them.
 */
int ws_csv(FILE *out, const struct ws_result *results, size_t count,
	   const struct ws_table_options *options);
int ws_ktap(FILE *out, const struct ws_result *results, size_t count,
	    const struct ws_table_options *options);
int ws_markdown(FILE *out, const struct ws_result *results, size_t count,
		const struct ws_table_options *options);
int ws_openmetrics(FILE *out, const struct ws_result *results, size_t count,
		   const struct ws_table_options *options);

#endif
