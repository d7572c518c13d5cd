/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results as the user sees them, wherever they came from: printed, judged, written to files. */
#ifndef WORLDSWITCH_CLI_OUTPUT_H
#define WORLDSWITCH_CLI_OUTPUT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include <worldswitch/result.h>

#include "cli/run_options.h"
#include "support/error.h"

/* The formats of the table in report/formats.h that results can be printed in. */
#define CLI_RESULT_FORMATS "table|json|csv|ktap|markdown|openmetrics"
int cli_result_format_of(const char *text, const struct ws_format **format, struct ws_error *error);

/* What the standard output is: its width, and whether it shows colours. */
struct ws_table_options cli_output_options(void);

/* On the standard output. The status, or CLI_NOTHING where not all of it is there: that is said. */
int cli_print_results(const struct ws_result *results, size_t count, const struct ws_format *format,
		      int status);

/* The same of a list of ours, which is released; a list without memory is NULL. */
int cli_print_list(json_t *list, int status);

/* Whether every cell is measured or absent. */
bool cli_results_are_good(const struct ws_result *results, size_t count);

/* The document to a file. -errno and a line. */
int cli_write_document(const char *path, const struct ws_result *results, size_t count,
		       struct ws_error *error);

#endif
