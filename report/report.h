/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One file per output format; how numbers are made is not known here. */
#ifndef WORLDSWITCH_REPORT_H
#define WORLDSWITCH_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <worldswitch/result.h>

/*
 * One result as a JSON document (WS_RESULT_SCHEMA), or several as a set (WS_RESULT_SET_SCHEMA),
 * with keys in a fixed order and a final newline: equal results give equal bytes. Allocated; NULL:
 * no memory.
 */
char *ws_report_json(const struct ws_result *results, size_t count);

struct ws_table_options {
	bool colour;
	unsigned int width; /* of the terminal; 80 where there is none */
};

/* What suits the reader of this descriptor. */
struct ws_table_options ws_report_terminal(int fd);

/*
 * Rows the benchmarks, columns the results, figures that others published beside them; each column
 * says its unit. Reasons and distributions that need words follow as notes.
 */
void ws_report_table(FILE *out, const struct ws_result *results, size_t count,
		     const struct ws_table_options *options);

#endif
