/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results as the user sees them, wherever they came from: printed, judged, written to files. */
#ifndef WORLDSWITCH_CLI_OUTPUT_H
#define WORLDSWITCH_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include <worldswitch/result.h>

#include "cli/run_options.h"
#include "support/error.h"

/* On the standard output, as wide as that is. */
void cli_print_results(const struct ws_result *results, size_t count, enum cli_format format);

/* Whether every cell is measured or absent. */
bool cli_results_are_good(const struct ws_result *results, size_t count);

/* The document, or a log's raw samples, to a file. -errno and a line. */
struct log;
int cli_write_document(const char *path, const struct ws_result *results, size_t count,
		       struct ws_error *error);
int cli_write_samples(const char *path, const struct log *log, struct ws_error *error);

#endif
